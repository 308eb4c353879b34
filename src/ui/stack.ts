/** A frame of a call stack. */
export interface StackFrame {
  /** Name of the function; empty for an anonymous one. */
  readonly name: string;
  readonly url: string;
  /** Counted from 1, as the engines do. */
  readonly line: number;
  readonly column: number;
}

/** V8: `at name (url:1:2)` or `at url:1:2`; SpiderMonkey: `name@url:1:2`. */
const V8 = /^\s*at (?:(.{0,400}?) \()?(\S{1,2000}?):(\d{1,9}):(\d{1,9})\)?$/;
const SPIDERMONKEY = /^(.{0,400}?)@(\S{1,2000}?):(\d{1,9}):(\d{1,9})$/;
const EXTENSION = /^(?:chrome|moz|safari-web)-extension:/;

/** Reads an engine's stack text. Lines of extensions and lines of no known form are left out. */
export function parseStack(text: string): StackFrame[] {
  const frames: StackFrame[] = [];
  for (const raw of text.split('\n')) {
    const found = V8.exec(raw) ?? SPIDERMONKEY.exec(raw);
    if (!found) continue;
    const [, name = '', url = '', line, column] = found;
    if (EXTENSION.test(url)) continue;
    frames.push({
      name: name.replace(/^(?:async |new )/, ''),
      url,
      line: Number(line),
      column: Number(column),
    });
  }
  return frames;
}
