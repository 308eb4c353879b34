import { JsonScanner, type JsonSink, type Scalar } from './json-scanner.ts';

/** Which parts of a JSON text are wanted; everything else is passed over without being held. */
export type Shape =
  /** The value with everything in it, within `BUDGET`. */
  | 'all'
  /** Of an object, the members named. */
  | { readonly members: Readonly<Record<string, Shape>> }
  /** Of an array, this of each element; each is handed over at its end and not held. */
  | { readonly each: Shape; readonly as: string };

export interface JsonObject {
  readonly [name: string]: JsonValue | undefined;
}
export type JsonValue = Scalar | JsonObject | readonly JsonValue[];

/** One element of an array whose elements are handed over. */
export interface Picked {
  /** The array's `as`. */
  readonly as: string;
  readonly index: number;
  readonly value: JsonValue;
  /** Something in it was longer than what is held, and is cut or left out. */
  readonly cut: boolean;
}

/** Characters of one string that are held; URLs and bodies of tracking requests have a few hundred. */
const LONGEST = 1_048_576;
/** What one element may hold in all, in characters; a value counts as some, a container as more. */
const BUDGET = 4 * LONGEST;
const VALUE_COST = 16;
const CONTAINER_COST = 64;

type Node = Record<string, JsonValue> | JsonValue[];

interface Frame {
  readonly kind: 'object' | 'array';
  readonly shape: Shape | null;
  /** Null where nothing is held. */
  readonly node: Node | null;
  name: string;
  index: number;
}

/** Picks values of a certain shape out of a JSON text that comes in pieces. */
export class JsonPicker {
  readonly #scanner: JsonScanner;
  readonly #shape: Shape;
  readonly #onPicked: (picked: Picked) => void;
  readonly #frames: Frame[] = [];
  #root: JsonValue | undefined;
  #spent = 0;
  #cut = false;

  /** @param onPicked gets each element of the arrays whose shape is `each`, in the order of the text */
  constructor(shape: Shape, onPicked: (picked: Picked) => void) {
    this.#shape = shape;
    this.#onPicked = onPicked;
    const sink: JsonSink = {
      open: (kind) => this.#open(kind),
      close: () => this.#close(),
      name: (name) => {
        const frame = this.#frames.at(-1);
        if (frame) frame.name = name;
      },
      wanted: () => (this.#next() === null ? 0 : LONGEST),
      scalar: (value, cut) => {
        const shape = this.#next();
        if (shape !== null) {
          this.#spent += VALUE_COST + (typeof value === 'string' ? value.length : 0);
          this.#cut ||= cut;
        }
        this.#put(value, shape);
      },
    };
    this.#scanner = new JsonScanner(sink);
  }

  /** The outermost value, as far as it has been read. */
  get root(): JsonValue | undefined {
    return this.#root;
  }

  /** @throws FormatError where the text is not JSON */
  push(piece: string): void {
    this.#scanner.push(piece);
  }

  /** @throws FormatError if the text is not complete */
  end(): void {
    this.#scanner.end();
  }

  /** The shape of the value that begins now; null if it is not wanted. */
  #next(): Shape | null {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return this.#shape;
    const { shape, kind } = frame;
    if (shape === null) return null;
    if (shape !== 'all' && 'each' in shape) {
      this.#spent = 0;
      this.#cut = false;
      return kind === 'array' ? shape.each : null;
    }
    if (this.#spent > BUDGET) {
      this.#cut = true;
      return null;
    }
    if (shape === 'all') return 'all';
    return kind === 'object' && Object.hasOwn(shape.members, frame.name)
      ? (shape.members[frame.name] ?? null)
      : null;
  }

  #open(kind: 'object' | 'array'): void {
    const shape = this.#next();
    if (shape !== null) this.#spent += CONTAINER_COST;
    // Names come from the file: without a prototype none of them means anything.
    const made: Node = kind === 'array' ? [] : Object.create(null);
    const node = shape === null ? null : made;
    if (this.#frames.length === 0 && node !== null) this.#root = node;
    this.#frames.push({ kind, shape, node, name: '', index: 0 });
  }

  #close(): void {
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    if (frame.node === null) this.#advance();
    else this.#put(frame.node, frame.shape);
  }

  /** Puts a value that is complete into its container, or hands it over. */
  #put(value: JsonValue, shape: Shape | null): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) {
      this.#root = value;
      return;
    }
    const { node } = frame;
    if (shape !== null && node !== null) {
      if (typeof frame.shape === 'object' && frame.shape !== null && 'each' in frame.shape) {
        this.#onPicked({ as: frame.shape.as, index: frame.index, value, cut: this.#cut });
      } else if (Array.isArray(node)) node.push(value);
      else {
        this.#spent += frame.name.length;
        node[frame.name] = value;
      }
    }
    this.#advance();
  }

  #advance(): void {
    const frame = this.#frames.at(-1);
    if (frame?.kind === 'array') frame.index++;
  }
}
