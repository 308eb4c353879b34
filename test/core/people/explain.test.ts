import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain } from '../../../src/core/people/explain.ts';
import { fold } from '../support/fold.ts';
import { log } from '../support/log.ts';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const id = fc.constantFrom(...IDS);
const alias = fc
  .record({
    p: id,
    n: id,
    delivery: fc.constantFrom('delivered', 'failed', 'blocked', 'held', 'held'),
  } as const)
  .filter(({ p, n }) => p !== n);

/** Fewest kept aliases, then, if none, fewest aliases, between all pairs, by Floyd and Warshall. */
function distances(edges: readonly { p: string; n: string; cost: number }[]) {
  const far = new Map<string, number>();
  const of = (a: string, b: string) => (a === b ? 0 : (far.get(a + b) ?? Number.POSITIVE_INFINITY));
  const offer = (a: string, b: string, cost: number) => far.set(a + b, Math.min(of(a, b), cost));
  for (const { p, n, cost } of edges) {
    offer(p, n, cost);
    offer(n, p, cost);
  }
  for (const by of IDS)
    for (const a of IDS) for (const b of IDS) offer(a, b, of(a, by) + of(by, b));
  return of;
}

describe('two identities', () => {
  test('are explained as a naive model does', () => {
    fc.assert(
      fc.property(fc.array(alias, { maxLength: 14 }), (sent) => {
        const made = log().page('https://a.test/');
        for (const { p, n, delivery } of sent) made.wait(1_000).alias(p, n, { delivery });
        const session = fold(made);
        const accepted = sent.filter(({ delivery }) => /delivered|failed/.test(delivery));
        const steps = distances(accepted.map((one) => ({ ...one, cost: 1 })));
        const kept = distances(
          sent.map((one) => ({ ...one, cost: Number(!accepted.includes(one)) })),
        );
        for (const from of IDS) {
          for (const to of IDS) {
            if (from === to) continue;
            const said = explain(
              session,
              { apiKey: 'abc123', id: from },
              { apiKey: 'abc123', id: to },
            );
            const links = 'links' in said ? said.links : [];
            let at = from;
            for (const link of links) {
              expect(link.from).toBe(at);
              const entry = session.entry(link.alias);
              if (entry?.kind !== 'alias') throw new Error('a step that is no alias');
              expect([entry.request.p, entry.request.n].sort()).toEqual(
                [link.from, link.to].sort(),
              );
              at = link.to;
            }
            const stopped = links.filter(({ alias: key }) => {
              const entry = session.entry(key);
              return entry?.kind === 'alias' && /blocked|held/.test(entry.delivery);
            });
            if (steps(from, to) < Number.POSITIVE_INFINITY) {
              expect([said.is, links.length, stopped.length]).toEqual(['one', steps(from, to), 0]);
            } else if (kept(from, to) < Number.POSITIVE_INFINITY) {
              expect(said).toMatchObject({ is: 'two', because: 'kept' });
              expect(stopped).toHaveLength(kept(from, to));
            } else expect(said).toEqual({ is: 'two', because: 'no-alias' });
            if (links.length > 0) expect(at).toBe(to);
          }
        }
      }),
    );
  });

  test('of different API keys are two people, whatever joins their namesakes', () => {
    const session = fold(
      log().page('https://a.test/').alias('a', 'b').alias('a', 'c', { apiKey: 'x' }),
    );
    expect(explain(session, { apiKey: 'abc123', id: 'b' }, { apiKey: 'x', id: 'c' })).toEqual({
      is: 'two',
      because: 'keys',
    });
  });
});
