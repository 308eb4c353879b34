/** Texts of fewer characters are found only where they stand by themselves. */
const LONG = 16;
const KEY_LENGTH = 3;
const WORD = /[\p{L}\p{N}]/u;
const ENCODED_BEFORE = /%[0-9a-f]{2}$/i;

interface Needle {
  /** In lower case. */
  readonly text: string;
  readonly replacement: string;
  /** Stand-ins by how the text was spelt: another letter case is another text, and stays so. */
  readonly spellings: Map<string, string>;
}

/**
 * Replaces known texts wherever they occur in a text, whatever their letter case; of several that
 * begin at one place the longest. A short one only where no letter or digit touches it.
 */
export class Matcher {
  /** By their first characters. */
  readonly #needles = new Map<string, Needle[]>();

  add(text: string, replacement: string): void {
    if (text === '' || text === replacement) return;
    const spellings = new Map([[spelling(text), replacement]]);
    const needle = { text: lowerCase(text), replacement, spellings };
    const key = needle.text.slice(0, KEY_LENGTH);
    const same = this.#needles.get(key);
    if (same === undefined) this.#needles.set(key, [needle]);
    else if (!same.some((other) => other.text === needle.text)) {
      same.push(needle);
      same.sort((a, b) => b.text.length - a.text.length);
    }
  }

  replace(text: string): string {
    const lower = lowerCase(text);
    let result = '';
    let copied = 0;
    for (let at = 0; at < text.length; at++) {
      const needle = this.#at(lower, at);
      if (needle === undefined) continue;
      const end = at + needle.text.length;
      result += text.slice(copied, at) + standIn(needle, text.slice(at, end));
      copied = end;
      at = copied - 1;
    }
    return copied === 0 ? text : result + text.slice(copied);
  }

  #at(lower: string, at: number): Needle | undefined {
    for (let length = KEY_LENGTH; length > 0; length--) {
      for (const needle of this.#needles.get(lower.slice(at, at + length)) ?? []) {
        if (lower.startsWith(needle.text, at) && standsAlone(lower, at, needle.text)) return needle;
      }
    }
    return undefined;
  }
}

function standIn({ replacement, spellings }: Needle, found: string): string {
  const spelt = spelling(found);
  const known = spellings.get(spelt) ?? `${replacement}~${spellings.size}`;
  spellings.set(spelt, known);
  return known;
}

/** The letter case of percent-encoding means nothing. */
function spelling(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase());
}

function standsAlone(lower: string, at: number, text: string): boolean {
  if (text.length >= LONG) return true;
  const end = at + text.length;
  const before = WORD.test(text[0] ?? '') && WORD.test(lower[at - 1] ?? '');
  if (before && !ENCODED_BEFORE.test(lower.slice(Math.max(0, at - 3), at))) return false;
  return !(WORD.test(text.at(-1) ?? '') && WORD.test(lower[end] ?? ''));
}

/** Only of ASCII letters, which does not change the length. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
