/** One line of a recording: a word that says what happened, and its arguments. */
export interface Step {
  readonly line: number;
  readonly word: string;
  /** Decoded; a bare word is a text, JSON is what it says. */
  readonly values: readonly unknown[];
  /** What stands after `->`. */
  readonly outcome: readonly string[] | null;
}

/** A recording: what happened, and what is expected of it. */
export interface Recording {
  readonly title: string;
  readonly steps: readonly Step[];
  /** The lines after `expect`, spaces at their ends removed. */
  readonly expected: readonly string[];
  /** Names for values that are hard to read, with their `$`. */
  readonly names: ReadonlyMap<string, string>;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|\{.*?\}(?=\s|$)|\S+/gy;

/**
 * Reads a recording. The first line is its title after `#`; other lines with `#` are remarks;
 * `let $NAME TEXT` or `let $NAME TEXT * 256` names a value; see `play.ts` for the words.
 */
export function readRecording(text: string): Recording {
  const names = new Map<string, string>();
  const steps: Step[] = [];
  const expected: string[] = [];
  let title = '';
  let expecting = false;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line.startsWith('#')) {
      if (title === '') title = line.slice(1).trim();
    } else if (line === 'expect') expecting = true;
    else if (line !== '' && expecting) expected.push(line);
    else if (line !== '') {
      const step = readStep(line, index + 1, names);
      if (step.word === 'let') define(step, names);
      else steps.push(step);
    }
  }
  if (title === '') throw new Error('a recording begins with its title after #');
  if (!expecting) throw new Error(`${title}: nothing is expected`);
  return { title, steps, expected, names };
}

function readStep(text: string, line: number, names: ReadonlyMap<string, string>): Step {
  const [before = '', after] = text.split(/\s+->\s+/);
  const [word = '', ...rest] = tokens(before, line);
  const values = word === 'let' ? rest : rest.map((token) => valueFrom(token, names, line));
  return { line, word, values, outcome: after === undefined ? null : after.split(/\s+/) };
}

function tokens(text: string, line: number): string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    while (text[at] === ' ') at++;
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) throw new Error(`line ${line}: cannot be read: ${text.slice(at)}`);
    found.push(match[0]);
  }
  return found;
}

function valueFrom(token: string, names: ReadonlyMap<string, string>, line: number): unknown {
  if (token === 'undefined') return undefined;
  const named = token.replace(/\$[A-Z][A-Z0-9_]*/g, (name) => {
    const value = names.get(name);
    if (value === undefined) throw new Error(`line ${line}: ${name} is not defined`);
    return value;
  });
  if (!/^(?:["{[]|-?\d+$|true$|false$|null$)/.test(named)) return named;
  return JSON.parse(named);
}

function define({ values, line }: Step, names: Map<string, string>): void {
  const [name, first, star, count] = values.map(String);
  if (!name?.startsWith('$') || first === undefined)
    throw new Error(`line ${line}: let $NAME TEXT`);
  const text = first.startsWith('"') ? (JSON.parse(first) as string) : first;
  names.set(name, star === '*' ? text.repeat(Number(count)) : text);
}
