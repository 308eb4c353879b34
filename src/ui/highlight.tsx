import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';

const MarksContext = createContext<RegExp | null>(null);

/** Gives all `Marked` texts below what to mark: a global expression that never fits nothing. */
export const MarksProvider = MarksContext.Provider;

/** A text with what is looked for marked in it. */
export function Marked({ text }: { readonly text: string }): ComponentChildren {
  const marks = useContext(MarksContext);
  if (!marks) return text;
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const hit of text.matchAll(marks)) {
    parts.push(text.slice(at, hit.index), <mark key={hit.index}>{hit[0]}</mark>);
    at = hit.index + hit[0].length;
  }
  return at === 0 ? text : [...parts, text.slice(at)];
}

/** Marks the whole of a shortened text where what is looked for is in the part left out. */
export function MarkedShort({
  text,
  whole,
}: {
  readonly text: string;
  readonly whole: string;
}): ComponentChildren {
  const marks = useContext(MarksContext);
  if (!marks || text.search(marks) >= 0 || whole.search(marks) < 0) return <Marked text={text} />;
  return <mark>{text}</mark>;
}
