import { FormatError, type Why } from './problem.ts';

/** A value that is neither object nor array. */
export type Scalar = string | number | boolean | null;

/** What a scanner tells of a JSON text, in the order of the text. */
export interface JsonSink {
  open(kind: 'object' | 'array'): void;
  close(): void;
  /** A name in an object. One of more than `LONGEST_NAME` characters is cut. */
  name(name: string): void;
  /** How many characters of the string that begins now are wanted; none are kept if 0. */
  wanted(): number;
  /** @param cut the string is longer than what was wanted */
  scalar(value: Scalar, cut: boolean): void;
}

export const LONGEST_NAME = 1024;
const LONGEST_WORD = 400;
const DEEPEST = 512;

type Expected = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'next' | 'nothing';

const WORD_CHARACTER = /[\w+.-]/;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The beginning of an escape at the end of a text, after any whole ones. */
const CUT_ESCAPE = /(?<!\\)((?:\\\\)*)\\(?:u[0-9a-fA-F]{0,3})?$/;

/**
 * Reads a JSON text in pieces, cut anywhere, in memory that does not grow with the text. Strings
 * that nobody wants are passed over unread. Throws `FormatError` with the position of what is not
 * JSON; after that, or after `end`, it takes no more.
 */
export class JsonScanner {
  readonly #sink: JsonSink;
  readonly #open: ('object' | 'array')[] = [];
  #expected: Expected = 'value';
  /** Inside a string or a word (a number, `true`, …). */
  #inside: 'string' | 'word' | null = null;
  #escaped = false;
  #wanted = 0;
  #kept = '';
  #cut = false;
  /** Characters before the piece at hand; lines begun; where the last began. */
  #before = 0;
  #line = 1;
  #lineStart = 0;

  constructor(sink: JsonSink) {
    this.#sink = sink;
  }

  push(piece: string): void {
    let at = this.#before === 0 && piece.startsWith('\ufeff') ? 1 : 0;
    // The next of each at or after `at`; looked for once each, or long strings would cost the square.
    let quote = -1;
    let backslash = -1;
    while (at < piece.length) {
      if (this.#inside === null) at = this.#token(piece, at);
      else if (this.#inside === 'word') at = this.#word(piece, at);
      else if (this.#escaped) {
        this.#escaped = false;
        this.#keep(piece, at, ++at);
      } else {
        if (quote < at) quote = find(piece, '"', at);
        if (backslash < at) backslash = find(piece, '\\', at);
        const end = Math.min(quote, backslash);
        this.#escaped = backslash < quote;
        this.#keep(piece, at, this.#escaped ? end + 1 : end);
        if (end === quote && end < piece.length) this.#endString(end);
        at = end + 1;
      }
    }
    this.#before += piece.length;
  }

  end(): void {
    if (this.#inside === 'word') this.#endWord(0);
    if (this.#inside !== null) this.#fail('incomplete', 0);
    if (this.#expected === 'nothing') return;
    if (this.#expected === 'value' && this.#open.length === 0) this.#fail('empty', 0);
    this.#fail('incomplete', 0);
  }

  #token(piece: string, at: number): number {
    const character = piece[at] as string;
    switch (character) {
      case '\n':
        this.#line++;
        this.#lineStart = this.#before + at + 1;
        return at + 1;
      case ' ':
      case '\t':
      case '\r':
        return at + 1;
      case '"':
        return this.#beginString(at);
      case '{':
      case '[':
        this.#begin(character === '{' ? 'object' : 'array', at);
        return at + 1;
      case '}':
      case ']':
        this.#close(character === '}' ? 'object' : 'array', at);
        return at + 1;
      case ':':
        if (this.#expected !== 'colon') this.#unexpected(character, at);
        this.#expected = 'value';
        return at + 1;
      case ',':
        if (this.#expected !== 'next') this.#unexpected(character, at);
        this.#expected = this.#open.at(-1) === 'object' ? 'name' : 'value';
        return at + 1;
      default:
        if (!WORD_CHARACTER.test(character)) this.#unexpected(character, at);
        this.#expectValue(character, at);
        this.#inside = 'word';
        this.#kept = '';
        return at;
    }
  }

  #expectValue(character: string, at: number): void {
    if (this.#expected === 'value' || this.#expected === 'value-or-end') return;
    this.#unexpected(character, at);
  }

  #begin(kind: 'object' | 'array', at: number): void {
    this.#expectValue(kind === 'object' ? '{' : '[', at);
    if (this.#open.length >= DEEPEST) this.#fail('too_deep', at);
    this.#open.push(kind);
    this.#sink.open(kind);
    this.#expected = kind === 'object' ? 'name-or-end' : 'value-or-end';
  }

  #close(kind: 'object' | 'array', at: number): void {
    const fits =
      this.#open.at(-1) === kind &&
      (this.#expected === 'next' ||
        this.#expected === (kind === 'object' ? 'name-or-end' : 'value-or-end'));
    if (!fits) this.#unexpected(kind === 'object' ? '}' : ']', at);
    this.#open.pop();
    this.#sink.close();
    this.#ended();
  }

  #ended(): void {
    this.#expected = this.#open.length === 0 ? 'nothing' : 'next';
  }

  #beginString(at: number): number {
    const isName = this.#expected === 'name' || this.#expected === 'name-or-end';
    if (!isName) this.#expectValue('"', at);
    this.#wanted = isName ? LONGEST_NAME : this.#sink.wanted();
    this.#inside = 'string';
    this.#kept = '';
    this.#cut = false;
    return at + 1;
  }

  #keep(piece: string, from: number, to: number): void {
    if (this.#wanted === 0 || this.#cut || from === to) return;
    const room = this.#wanted - this.#kept.length;
    this.#cut = to - from > room;
    this.#kept += this.#cut ? piece.slice(from, from + room) : piece.slice(from, to);
  }

  #endString(at: number): void {
    const isName = this.#expected === 'name' || this.#expected === 'name-or-end';
    const text = this.#wanted === 0 ? '' : this.#text(at);
    this.#inside = null;
    this.#kept = '';
    if (isName) {
      this.#sink.name(text);
      this.#expected = 'colon';
    } else {
      this.#sink.scalar(text, this.#cut);
      this.#ended();
    }
  }

  /** Goes through `JSON.parse` even without escapes: its result does not hold on to the piece. */
  #text(at: number): string {
    const whole = this.#cut ? this.#kept.replace(CUT_ESCAPE, '$1') : this.#kept;
    try {
      return JSON.parse(`"${whole}"`) as string;
    } catch {
      return this.#fail('not_json', at, 'text');
    }
  }

  #word(piece: string, from: number): number {
    let at = from;
    while (at < piece.length && WORD_CHARACTER.test(piece[at] as string)) at++;
    this.#kept += piece.slice(from, at);
    if (this.#kept.length > LONGEST_WORD) this.#unexpected(this.#kept.slice(0, 20), at);
    if (at < piece.length) this.#endWord(at);
    return at;
  }

  #endWord(at: number): void {
    const word = this.#kept;
    const known = word === 'true' || word === 'false' || word === 'null' || NUMBER.test(word);
    if (!known) this.#unexpected(word.slice(0, 20), at - word.length);
    this.#inside = null;
    this.#kept = '';
    this.#sink.scalar(JSON.parse(word) as Scalar, false);
    this.#ended();
  }

  #unexpected(what: string, at: number): never {
    if (this.#expected === 'nothing') this.#fail('more_after_end', at);
    this.#fail('not_json', at, what);
  }

  #fail(why: Why, at: number, what?: string): never {
    const offset = this.#before + at;
    const line = String(this.#line);
    const column = String(Math.max(1, offset - this.#lineStart + 1));
    const values = [line, column, ...(what === undefined ? [] : [printable(what)])];
    throw new FormatError({ where: '', why, values });
  }
}

function find(piece: string, character: string, from: number): number {
  const found = piece.indexOf(character, from);
  return found < 0 ? piece.length : found;
}

/** A character of a file that may be anything, for a message of one line. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}
