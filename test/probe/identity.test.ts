// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readIdentity } from '../../src/probe/identity.ts';

const id = fc.constantFrom('5tyjZxK+Q1aB2cD3/F4gH5iJ6au=', 'bob@example.com', 'Ü & ;=', '42');
const maybe = fc.option(id);
const cookiesOf = (values: Readonly<Record<string, string | null>>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(value as string)}`)
    .join('; ');

describe('the identity as the probe reads it', () => {
  test('is what the older library would return, without making it', () => {
    fc.assert(
      fc.property(
        fc.record({ _i: maybe, ni: maybe, ai: maybe, copyNi: maybe, copyAi: maybe }),
        fc.boolean(),
        ({ _i, ni, ai, copyNi, copyAi }, computed) => {
          let asked = 0;
          const library = {
            _i: _i as string | null,
            lc: { ni: copyNi, ai: copyAi },
            i() {
              asked += 1;
              this._i ??= ni ?? copyNi ?? ai ?? copyAi ?? 'made';
              return this._i;
            },
          };
          const before = structuredClone({ _i: library._i, lc: library.lc });
          const reading = readIdentity(
            `other=1; ${cookiesOf({ km_ai: ai, km_ni: ni })}`,
            library,
            true,
            computed,
          );
          expect(structuredClone({ _i: library._i, lc: library.lc })).toEqual(before);
          expect(asked).toBe(_i === null ? 0 : 1);
          const next = library.i();
          if (reading.id === null) expect(next).toBe('made');
          else expect(reading.id).toBe(next);
          expect(reading.source).toBe(_i === null ? 'cookie' : 'library');
          expect(reading.named).toBe(reading.id !== null && reading.id === (ni ?? copyNi ?? ''));
        },
      ),
    );
  });

  test('of a library whose memory cannot be seen is asked for only after the page made it answer', () => {
    let asked = 0;
    const library = {
      i() {
        asked += 1;
        return 'remembered';
      },
    };
    const cookies = 'km_ai=now';
    expect(readIdentity(cookies, library, true, false)).toMatchObject({ id: 'now' });
    expect(readIdentity(cookies, library, false, true)).toMatchObject({ id: 'now' });
    expect(readIdentity('', library, true, true)).toMatchObject({ id: null });
    expect(asked).toBe(0);
    expect(readIdentity(cookies, library, true, true)).toMatchObject({
      id: 'remembered',
      source: 'library',
    });
  });

  test('runs no getter of the page', () => {
    const trap = (): never => {
      throw new Error('read');
    };
    const library = { i: trap };
    for (const name of ['_i', 'lc']) Object.defineProperty(library, name, { get: trap });
    expect(readIdentity('km_ni=bob', library, true, true)).toMatchObject({ id: 'bob' });
  });
});
