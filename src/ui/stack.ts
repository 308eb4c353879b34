/** A frame of a call stack. */
export interface StackFrame {
  /** Name of the function; empty for an anonymous one. */
  readonly name: string;
  readonly url: string;
  /** Counted from 1, as the engines do. */
  readonly line: number;
  readonly column: number;
}

/** Frames, and characters of a line, that are read: the text comes from a page or a file. */
const FRAMES = 100;
const LONGEST = 4_000;
const POSITION = /:(\d{1,9}):(\d{1,9})\)?$/;
const EXTENSION = /^(?:chrome|moz|safari-web)-extension:/;

/** Reads an engine's stack text. Lines of extensions and lines of no known form are left out. */
export function parseStack(text: string): StackFrame[] {
  const frames: StackFrame[] = [];
  for (const line of text.split('\n')) {
    const frame = parseLine(line.trim());
    if (frame && !EXTENSION.test(frame.url)) frames.push(frame);
    if (frames.length === FRAMES) break;
  }
  return frames;
}

function parseLine(text: string): StackFrame | null {
  if (text.length > LONGEST) return null;
  const position = POSITION.exec(text);
  if (!position) return null;
  const place = placeOf(text.slice(0, position.index));
  if (!place || place.url === '') return null;
  return { ...place, line: Number(position[1]), column: Number(position[2]) };
}

/** V8: `at name (url` or `at url`; SpiderMonkey: `name@url`. */
function placeOf(text: string): Pick<StackFrame, 'name' | 'url'> | null {
  if (text.startsWith('at ')) {
    const rest = text.slice(3).replace(/^(?:async |new )/, '');
    const open = rest.indexOf(' (');
    if (open < 0) return { name: '', url: rest };
    return { name: rest.slice(0, open), url: rest.slice(open + 2) };
  }
  const at = text.indexOf('@');
  if (at < 0) return null;
  return { name: text.slice(0, at).replace(/^async\*/, ''), url: text.slice(at + 1) };
}
