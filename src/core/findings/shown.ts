/** The longest text from outside that a finding's message carries, in characters. */
const LONGEST = 80;
/** Control characters, lone surrogates, and those that change the direction of the text around them. */
const INVISIBLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** A text from outside as a message shows it: bounded in length, the invisible made visible. */
export function shown(text: string): string {
  const start = text.length > LONGEST * 2 ? text.slice(0, LONGEST * 2) : text;
  const characters = [...start];
  const cut = characters.length > LONGEST || start.length < text.length;
  const kept = cut ? `${characters.slice(0, LONGEST - 1).join('')}…` : start;
  return visible(kept);
}

/** A text from outside on one line that shows as it is: the invisible made visible. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
