import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { DrawPiece } from './spaces.tsx';

const MarksContext = createContext<RegExp | null>(null);

/** Gives all `Marked` texts below what to mark: a global expression that never fits nothing. */
export const MarksProvider = MarksContext.Provider;

const asItIs: DrawPiece = (piece) => piece;

/** A text with what is looked for marked in it. */
export function Marked({
  text,
  draw = asItIs,
}: {
  readonly text: string;
  /** Draws a piece of the text. */
  readonly draw?: DrawPiece;
}): ComponentChildren {
  const marks = useContext(MarksContext);
  if (!marks) return draw(text, 0);
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const hit of text.matchAll(marks)) {
    parts.push(
      draw(text.slice(at, hit.index), at),
      <mark key={hit.index}>{draw(hit[0], hit.index)}</mark>,
    );
    at = hit.index + hit[0].length;
  }
  return [...parts, draw(text.slice(at), at)];
}

/** Marks the whole of a shortened text where what is looked for is in the part left out. */
export function MarkedShort({
  text,
  whole,
  draw = asItIs,
}: {
  readonly text: string;
  readonly whole: string;
  /** Draws a piece of the text. */
  readonly draw?: DrawPiece;
}): ComponentChildren {
  const marks = useContext(MarksContext);
  if (!marks || text.search(marks) >= 0 || whole.search(marks) < 0)
    return <Marked text={text} draw={draw} />;
  return <mark>{draw(text, 0)}</mark>;
}
