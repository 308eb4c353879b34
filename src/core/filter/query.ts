/** What can stand before a colon, with what it looks at. */
export const FIELDS = [
  'kind',
  'id',
  'status',
  'has',
  'event',
  'method',
  'rule',
  'key',
  'frame',
  'url',
] as const;
export type Field = (typeof FIELDS)[number];

/** One condition of a filter. All of them have to hold. */
export interface Term {
  readonly negated: boolean;
  /** Null for a plain text, which is looked for in everything. */
  readonly field: Field | null;
  /** In lower case; one of them has to fit. Plain text has one. */
  readonly values: readonly string[];
}

/** A word of a filter as it stands in the text, with quotes and all. */
export interface Word {
  readonly start: number;
  readonly end: number;
  readonly negated: boolean;
  readonly field: Field | null;
  /** Where what is looked for begins: after the sign and the field. */
  readonly valueStart: number;
  /** What is looked for, without quotes, in parts between commas. */
  readonly values: readonly string[];
}

/**
 * Reads a filter: words, `"words in quotes"`, `field:value`, `field:value,value`, and `-` before any
 * of them. Every text is a filter: what is no field is looked for as it stands, and what is not
 * complete yet (`kind:`, `-`) is no condition. In quotes `\"` is a quote.
 */
export function parseFilter(text: string): Term[] {
  return wordsOf(text).flatMap(({ negated, field, values }) => {
    const wanted = (field === null ? [values.join(',')] : values)
      .map((value) => value.toLowerCase())
      .filter((value) => value !== '');
    return wanted.length === 0 ? [] : [{ negated, field, values: wanted }];
  });
}

/** The words of a filter in order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  const space = /\s/;
  for (let at = 0; at < text.length; ) {
    if (space.test(text.charAt(at))) {
      at++;
      continue;
    }
    const word = wordAt(text, at);
    words.push(word);
    at = word.end;
  }
  return words;
}

const SIGN_AND_FIELD = /-?(?:([a-z]+):)?/iy;

function wordAt(text: string, start: number): Word {
  SIGN_AND_FIELD.lastIndex = start;
  const [head = '', name] = SIGN_AND_FIELD.exec(text) ?? [];
  const field = FIELDS.find((known) => known === name?.toLowerCase()) ?? null;
  const sign = head.startsWith('-') ? 1 : 0;
  const valueStart = field === null ? start + sign : start + head.length;
  const { values, end } = valuesAt(text, valueStart);
  return { start, end, negated: sign === 1, field, valueStart, values };
}

/** Reads up to a space outside of quotes. */
function valuesAt(text: string, start: number): { values: string[]; end: number } {
  const values = [''];
  let quoted = false;
  let at = start;
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    if (quoted && character === '\\' && text.charAt(at + 1) === '"') at++;
    else if (character === '"') {
      quoted = !quoted;
      continue;
    } else if (!quoted && /\s/.test(character)) break;
    else if (!quoted && character === ',') {
      values.push('');
      continue;
    }
    values[values.length - 1] += text.charAt(at);
  }
  return { values, end: at };
}

/** A value as it has to be written to be read as itself. */
export function quoted(value: string): string {
  const plain = value !== '' && !/[\s",]|^-|^[a-z]+:/i.test(value);
  if (plain) return value;
  // A backslash before the closing quote would make that one of the value's.
  const end = /\\*$/.exec(value)?.[0] ?? '';
  return `"${value.slice(0, value.length - end.length).replaceAll('"', '\\"')}"${end}`;
}
