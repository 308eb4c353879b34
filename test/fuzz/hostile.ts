import fc from 'fast-check';

/** Texts that have broken programs. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...['', ' ', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', 'undefined'],
    ...['%', '%E0%A4%A', '%00', '%u0041', '+', '&&==', '?', '#', '\u0000', '\uD800', '\uDC00x'],
    ...['\u202Eabc', '\u2066x\u2069', '\u200B', '\r\n', '\u2028', '=1+1', '@SUM(1)', '-1', '\t=1'],
    ...['＝1', "'; rm -rf /; '", '$(id)', '`id`', '|', '```', '](javascript:1)', '<img src=x>'],
    ...['"', '\\', '\\"', '{"a":1}', '[', ',', 'x'.repeat(300), 'é😀'],
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  { weight: 1, arbitrary: fc.constantFrom(2_000, 70_000).map((length) => 'x%'.repeat(length)) },
);

export const hostileNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(
    ...[0, -0, -1, 1, 0.5, 1e21, -1e300, 2 ** 31, 2 ** 53, Number.MAX_VALUE, Number.MIN_VALUE],
    ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ),
  fc.double(),
  fc.integer(),
);

const deep = fc
  .integer({ min: 10, max: 400 })
  .map((depth) => Array.from({ length: depth }).reduce((inner) => [inner], 0 as unknown));
const holes = fc.nat({ max: 20 }).map((length) => new Array(length));

/** Whatever structured clone can carry, and then some. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  hostileNumber,
  fc.constantFrom(null, undefined, true, false, 10n),
  fc.anything({ maxDepth: 3, withNullPrototype: true, withMap: true, withDate: true }),
  fc.constantFrom('{"__proto__":{"x":1}}', '{"toString":1}').map((text) => JSON.parse(text)),
  deep,
  holes,
);

type Path = readonly number[];

/** Changes one part of a value: takes it away, doubles it, makes something else of it. */
function changed(value: unknown, path: Path, way: number, other: unknown): unknown {
  const [step = 0, ...rest] = path;
  if (typeof value === 'string' && way === 3) return value.slice(0, step % (value.length + 1));
  if (typeof value === 'string' && way === 4)
    return value.slice(0, step % (value.length + 1)) + String(typeof other) + value;
  if (path.length === 0 || typeof value !== 'object' || value === null) return other;
  if (Array.isArray(value)) {
    const copy = [...value];
    const at = step % (copy.length + 1);
    if (way === 0) copy.splice(at, 1);
    else if (way === 1) copy.push(...copy);
    else copy[at] = changed(copy[at], rest, way, other);
    return copy;
  }
  const names = Object.keys(value);
  const name = names[step % Math.max(1, names.length)] ?? '__proto__';
  const copy: Record<string, unknown> = { ...value };
  if (way === 0) delete copy[name];
  else if (way === 1) copy[`${name}_`] = copy[name];
  else copy[name] = changed(copy[name], rest, way, other);
  return copy;
}

/** Valid inputs with a part or two spoilt, some left valid, and things that are nothing alike. */
export function spoilt(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const change = fc.record({
    path: fc.array(fc.nat(), { maxLength: 4 }),
    way: fc.nat({ max: 5 }),
    other: hostileValue,
  });
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(valid, fc.array(change, { maxLength: 3 }))
        .map(([value, changes]) =>
          changes.reduce((now, { path, way, other }) => changed(now, path, way, other), value),
        ),
    },
    { weight: 1, arbitrary: hostileValue },
  );
}

/** Text with a part spoilt. */
export function spoiltText(valid: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(valid, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 8 }), hostileText), { maxLength: 4 }))
    .map(([text, edits]) =>
      edits.reduce((now, [at, length, put]) => {
        const start = at % (now.length + 1);
        return now.slice(0, start) + put + now.slice(start + length);
      }, text),
    );
}
