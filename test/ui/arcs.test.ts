import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arcsOf } from '../../src/panel/views/arcs.ts';

const names = fc.uniqueArray(fc.string(), { maxLength: 12 });

describe('the arcs beside a list of names', () => {
  it('bend further out the longer they are', () => {
    const arcs = arcsOf(
      ['a', 'b', 'c'],
      [
        ['a', 'c'],
        ['b', 'a'],
        ['b', 'c'],
      ],
    );
    expect(arcs).toEqual([
      { from: 0, to: 1, lane: 0, pair: 1 },
      { from: 1, to: 2, lane: 0, pair: 2 },
      { from: 0, to: 2, lane: 1, pair: 0 },
    ]);
  });

  it('are one for a pair in either order, and none for a name alone or not in the list', () => {
    const arcs = arcsOf(
      ['a', 'b'],
      [
        ['a', 'b'],
        ['b', 'a'],
        ['a', 'a'],
        ['a', 'x'],
        ['x', 'x'],
      ],
    );
    expect(arcs).toEqual([{ from: 0, to: 1, lane: 0, pair: 0 }]);
  });

  it('never overlap in a lane, and join exactly the pairs', () => {
    fc.assert(
      fc.property(
        names.chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.array(fc.tuple(fc.constantFrom(...list, '?'), fc.constantFrom(...list, '!'))),
          ),
        ),
        ([list, pairs]) => {
          const arcs = arcsOf(list, pairs);
          for (const one of arcs) {
            expect(one.from).toBeLessThan(one.to);
            for (const other of arcs)
              if (other !== one && other.lane === one.lane)
                expect(other.to <= one.from || other.from >= one.to).toBe(true);
          }
          const wanted = new Set(
            pairs
              .map((pair) => pair.map((name) => list.indexOf(name)).sort((a, b) => a - b))
              .filter(([from = -1, to = -1]) => from >= 0 && from !== to)
              .map(([from, to]) => `${from} ${to}`),
          );
          expect(new Set(arcs.map(({ from, to }) => `${from} ${to}`))).toEqual(wanted);
        },
      ),
    );
  });
});
