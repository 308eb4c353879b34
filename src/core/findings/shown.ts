/** The longest text from outside that a finding's message carries, in characters. */
const LONGEST = 80;
/** Control characters, lone surrogates, and those that change the direction of the text around them. */
const INVISIBLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Spaces that nobody would see, or take for one: at the ends, and several in a row. */
export const UNSEEN_SPACES = /^\p{Zs}+|\p{Zs}+$|\p{Zs}{2,}/gu;

/** A text in which `mark` stands for each space that nobody would see. */
export function withSpaceMarks(text: string, mark = '␣'): string {
  return text.replace(UNSEEN_SPACES, (run) => mark.repeat(run.length));
}

/** A text from outside as a message shows it: bounded in length, the invisible made visible. */
export function shown(text: string): string {
  const start = text.length > LONGEST * 2 ? text.slice(0, LONGEST * 2) : text;
  const characters = [...start];
  const cut = characters.length > LONGEST || start.length < text.length;
  const kept = cut ? `${characters.slice(0, LONGEST - 1).join('')}…` : start;
  return withSpaceMarks(visible(kept));
}

/** A text from outside on one line that shows as it is: the invisible made visible. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
