import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AliasGraph } from '../../../src/core/people/graph.ts';
import { ANON, ANON_2 } from '../support/log.ts';

interface Edge {
  readonly apiKey: string;
  readonly p: string;
  readonly n: string;
}

const identity = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', ANON, ANON_2, '__proto__');
const edge: fc.Arbitrary<Edge> = fc
  .record({ apiKey: fc.constantFrom('k', 'k', 'k', 'l'), p: identity, n: identity })
  .filter(({ p, n }) => p !== n);
const edges = fc.array(edge, { maxLength: 25 });

function build(list: readonly Edge[]): AliasGraph {
  const graph = new AliasGraph();
  for (const [key, { apiKey, p, n }] of list.entries()) graph.add(apiKey, p, n, key);
  return graph;
}

/** The same by looking at everything again for each alias. */
function naive(list: readonly Edge[]) {
  let groups: { apiKey: string; ids: string[]; aliases: number[] }[] = [];
  for (const [key, { apiKey, p, n }] of list.entries()) {
    const touched = groups.filter(
      (group) => group.apiKey === apiKey && (group.ids.includes(p) || group.ids.includes(n)),
    );
    const ids = [...new Set([...touched.flatMap((group) => group.ids), p, n])];
    const aliases = [...touched.flatMap((group) => group.aliases), key].sort((a, b) => a - b);
    groups = [...groups.filter((group) => !touched.includes(group)), { apiKey, ids, aliases }];
  }
  const appearance = (id: string, apiKey: string) =>
    list.findIndex((other) => other.apiKey === apiKey && (other.p === id || other.n === id)) * 2 +
    Number(
      list.find((other) => other.apiKey === apiKey && (other.p === id || other.n === id))?.n === id,
    );
  return groups
    .map(({ apiKey, ids, aliases }) => ({
      apiKey,
      ids: ids.sort((a, b) => appearance(a, apiKey) - appearance(b, apiKey)),
      aliases,
    }))
    .sort((a, b) => b.ids.length - a.ids.length || (a.aliases[0] ?? 0) - (b.aliases[0] ?? 0));
}

function view(graph: AliasGraph) {
  return graph.list().map(({ apiKey, identities, aliases }) => ({
    apiKey,
    ids: identities.map(({ id }) => id),
    aliases: [...aliases],
  }));
}

describe('people', () => {
  test('are what looking at everything again would find', () => {
    fc.assert(
      fc.property(edges, (list) => {
        const graph = build(list);
        const people = naive(list);
        expect(view(graph)).toEqual(people);
        for (const { apiKey, ids, aliases } of people) {
          for (const id of ids) {
            const person = graph.of(apiKey, id);
            expect(person?.identities.map((one) => one.id)).toEqual(ids);
            expect(person?.aliases).toEqual(aliases);
            expect(graph.group(apiKey, id)?.named).toBe(
              ids.find((one) => one !== ANON && one !== ANON_2) ?? null,
            );
          }
        }
      }),
    );
  });

  test('are one since the alias after which they first were', () => {
    fc.assert(
      fc.property(edges, edges, (list, taken) => {
        const graph = build([...list, ...taken]);
        for (const _ of taken) graph.undo();
        const first = (a: string, b: string) => {
          const at = list.findIndex((_, last) => build(list.slice(0, last + 1)).joined('k', a, b));
          return at < 0 ? null : at;
        };
        for (const [a, b] of [
          ['a', 'b'],
          ['c', ANON],
          ['f', '__proto__'],
        ] as const)
          expect(graph.joinedBy('k', a, b)).toBe(first(a, b));
      }),
    );
  });

  test('are as before when aliases are taken back', () => {
    fc.assert(
      fc.property(edges, edges, (list, more) => {
        const graph = build(list);
        for (const [index, { apiKey, p, n }] of more.entries())
          graph.add(apiKey, p, n, 100 + index);
        for (const _ of more) graph.undo();
        expect(view(graph)).toEqual(naive(list));
        for (const { apiKey, p } of list) {
          expect(graph.group(apiKey, p)).toEqual(build(list).group(apiKey, p));
        }
        for (const [index, { apiKey, p, n }] of more.entries())
          graph.add(apiKey, p, n, list.length + index);
        expect(view(graph)).toEqual(naive([...list, ...more]));
      }),
    );
  });

  test('a chain is the shortest, and each link an alias', () => {
    fc.assert(
      fc.property(edges, identity, identity, (list, from, to) => {
        const chain = build(list).chain('k', from, to);
        let at: string = from;
        for (const link of chain) {
          const made = list[link.alias];
          expect(link.from).toBe(at);
          expect([made?.p, made?.n].sort()).toEqual([link.from, link.to].sort());
          expect(made?.apiKey).toBe('k');
          at = link.to;
        }
        const distance = distanceOf(list, from, to);
        expect(chain).toHaveLength(distance ?? 0);
        if (distance !== null) expect(at).toBe(to);
      }),
    );
  });

  test('what an alias would do', () => {
    const graph = build([
      { apiKey: 'k', p: ANON, n: 'al' },
      { apiKey: 'k', p: ANON_2, n: 'bob' },
    ]);
    expect(graph.effect('k', ANON, 'bob')).toEqual({
      joins: 'two',
      left: [ANON, 'al'],
      right: [ANON_2, 'bob'],
    });
    expect(graph.effect('k', 'al', ANON).joins).toBe('same');
    expect(graph.effect('k', 'al', 'new')).toEqual({
      joins: 'two',
      left: [ANON, 'al'],
      right: ['new'],
    });
    expect(graph.effect('other', ANON, 'al')).toEqual({
      joins: 'two',
      left: [ANON],
      right: ['al'],
    });
    expect(graph.effect('k', 'al', 'al').joins).toBe('none');
    expect(graph.effect('k', 'al', '').joins).toBe('none');
    expect(graph.of('k', 'nobody')).toBeUndefined();
    expect(view(graph)).toHaveLength(2);
  });

  test('three people chained', () => {
    const graph = build([
      { apiKey: 'k', p: 'John', n: 'User-123' },
      { apiKey: 'k', p: 'John', n: 'User-456' },
    ]);
    expect(graph.of('k', 'User-456')?.identities).toEqual([
      { id: 'John', kind: 'named' },
      { id: 'User-123', kind: 'named' },
      { id: 'User-456', kind: 'named' },
    ]);
    expect(graph.chain('k', 'User-123', 'User-456')).toEqual([
      { from: 'User-123', to: 'John', alias: 0 },
      { from: 'John', to: 'User-456', alias: 1 },
    ]);
  });

  test('a hundred thousand identities of one person', () => {
    const graph = new AliasGraph();
    for (let index = 0; index < 100_000; index++) graph.add('k', `${index}`, `${index + 1}`, index);
    expect(graph.list()[0]?.identities).toHaveLength(100_001);
    expect(graph.chain('k', '0', '100000')).toHaveLength(100_000);
    for (let index = 0; index < 100_000; index++) graph.undo();
    expect(graph.list()).toEqual([]);
  });
});

function distanceOf(list: readonly Edge[], from: string, to: string): number | null {
  if (from === to) return null;
  let reached = new Set([from]);
  for (let distance = 1; distance <= list.length; distance++) {
    const next = new Set(reached);
    for (const { apiKey, p, n } of list) {
      if (apiKey !== 'k') continue;
      if (reached.has(p)) next.add(n);
      if (reached.has(n)) next.add(p);
    }
    if (next.has(to)) return distance;
    reached = next;
  }
  return null;
}
