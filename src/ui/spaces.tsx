import type { ComponentChildren } from 'preact';
import { UNSEEN_SPACES } from '../core/findings/shown.ts';

const SPACE = /\p{Zs}/gu;
/** Spaces of one text that get a mark each: a page can send megabytes of them. */
const MARKED = 100;

/** Draws a piece of a text, which begins so many characters from the text's beginning. */
export type DrawPiece = (piece: string, from: number) => ComponentChildren;

/** Whether a text has spaces that nobody would see, or nothing but spaces. */
export function unseenSpaces(text: string): 'none' | 'some' | 'only' {
  if (text.search(UNSEEN_SPACES) < 0) return 'none';
  return text.replace(SPACE, '') === '' ? 'only' : 'some';
}

/**
 * Draws pieces of a text with a mark for each space that nobody would see. The space itself stays
 * in the mark, so that what is selected and copied is the text. `name` says it to who hears it.
 */
export function spaceDrawer(text: string, name: string): DrawPiece {
  const places = placesOf(text);
  if (places.length === 0) return (piece) => piece;
  return (piece, from) => {
    const parts: ComponentChildren[] = [];
    let at = 0;
    for (const place of places) {
      const here = place - from;
      if (here < at || here >= piece.length) continue;
      parts.push(
        piece.slice(at, here),
        <span key={place} class="space" role="img" aria-label={name}>
          {piece[here]}
        </span>,
      );
      at = here + 1;
    }
    return [...parts, piece.slice(at)];
  };
}

function placesOf(text: string): number[] {
  return [...text.matchAll(UNSEEN_SPACES)]
    .flatMap(({ index, 0: run }) => [...run].map((_, i) => index + i))
    .slice(0, MARKED);
}
