import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ActivityIndex, type IdentityActivity } from '../../../src/core/people/activity.ts';
import { createSessionFold } from '../../../src/core/session/fold.ts';
import type { Session } from '../../../src/core/session/session.ts';
import { arbitraryLog } from '../support/arbitrary.ts';

/** The same by looking at every entry for each identity. */
function naive({ entries }: Session, account: string, id: string): IdentityActivity {
  const under = (kind: string) =>
    entries.filter(
      (entry) =>
        entry.kind === kind &&
        'request' in entry &&
        entry.retryOf === null &&
        (entry.request.account ?? '') === account &&
        entry.request.p === id,
    ).length;
  const first = entries.find((entry) => {
    if (entry.kind === 'identity') return entry.identity === id;
    if (!('request' in entry) || (entry.request.account ?? '') !== account) return false;
    return entry.request.p === id || (entry.kind === 'alias' && entry.request.n === id);
  });
  return {
    events: under('event'),
    properties: under('properties'),
    firstSeen: first === undefined || first.time !== undefined ? null : first.at,
  };
}

test('what is under each identity is what looking at every entry finds, however they came', () => {
  fc.assert(
    fc.property(arbitraryLog, fc.array(fc.nat({ max: 40 }), { maxLength: 4 }), (log, cuts) => {
      const index = new ActivityIndex();
      const folded = createSessionFold();
      let from = 0;
      for (const cut of [...cuts, log.length].sort((a, b) => a - b)) {
        folded.append(log.slice(from, cut));
        from = cut;
        folded.settle();
        index.update(folded.session.entries);
      }
      for (const account of ['key-1', 'key-2', 'p-1', '']) {
        for (const id of ['alice', 'bob', 'guest', '5tyjZxK+/Q1aB2cD3eF4gH5iJau=']) {
          expect(index.of(account, id)).toEqual(naive(folded.session, account, id));
        }
      }
    }),
  );
});
