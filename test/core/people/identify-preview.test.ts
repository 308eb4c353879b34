import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityKind } from '../../../src/core/kissmetrics/identity.ts';
import { previewIdentify } from '../../../src/core/people/identify-preview.ts';
import { createSessionFold } from '../../../src/core/session/fold.ts';
import type { CallEntry, RequestEntry } from '../../../src/core/session/session.ts';
import { play } from '../recordings/support/play.ts';
import { readRecording } from '../recordings/support/recording.ts';
import { fold } from '../support/fold.ts';
import { ANON, ANON_2, API_KEY, argument } from '../support/log.ts';

const FOLDER = join(import.meta.dirname, '..', 'recordings');
/** Every `identify` of every recording before which the identity is known. */
const calls = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.txt'))
  .flatMap((name) => {
    const recording = readRecording(readFileSync(join(FOLDER, name), 'utf8'));
    const { observations } = play(recording);
    const session = fold(observations);
    return session.entries
      .filter((entry): entry is CallEntry => entry.kind === 'call' && entry.method === 'identify')
      .filter(({ identityBefore }) => identityBefore !== undefined)
      .map((call) => ({ name, call, observations, session }));
  });

const nobody = { identity: null, kind: 'none', aliases: null, apiKey: API_KEY } as const;
const named = (identity: string) =>
  ({ identity, kind: 'named', aliases: null, apiKey: API_KEY }) as const;
const anonymous = (identity: string) =>
  ({ identity, kind: 'anonymous', aliases: identity, apiKey: API_KEY }) as const;
const people = fold([]).people;

describe('what identify would do', () => {
  it('is tried on many recorded calls', () => {
    expect(calls.length).toBeGreaterThanOrEqual(15);
  });

  it.each(calls)('is what it did in $name', ({ call, observations, session }) => {
    const before = call.identityBefore ?? null;
    const requests = call.requests.map((key) => session.entry(key) as RequestEntry);
    const alias = requests.find(({ kind }) => kind === 'alias');
    const earlier = createSessionFold();
    earlier.append(observations.filter(({ seq }) => seq < (alias?.key ?? call.key)));
    earlier.settle();
    const preview = previewIdentify(
      call.args[0] ?? { type: 'undefined', text: '' },
      {
        identity: before,
        kind: before === null ? 'none' : identityKind(before),
        aliases: before !== null && identityKind(before) === 'anonymous' ? before : null,
        apiKey: alias?.request.apiKey ?? null,
      },
      earlier.session.people,
    );
    if (call.fate !== 'not-sent') expect(preview.does === 'alias').toBe(alias !== undefined);
    if (preview.does !== 'alias' || !alias) return;
    expect([preview.p, preview.n]).toEqual([alias.request.p, alias.request.n]);
    if (alias.delivery === 'delivered') expect(preview.effect.joins).toBe(alias.joins);
  });

  it.each([
    ['bob', nobody, 'store'],
    ['bob', named('bob'), 'same'],
    ['bob', named('ann'), 'switch'],
    ['null', named('ann'), 'clear'],
    ['bob', anonymous(ANON), 'alias'],
    [ANON, anonymous(ANON), 'same'],
    // Remembered, but in no cookie: the library has nobody to join.
    ['bob', { ...anonymous(ANON), aliases: null }, 'store'],
  ] as const)('%s after %j: %s', (id, current, does) => {
    expect(previewIdentify(argument(id), current, people).does).toBe(does);
  });

  it('never fails, whatever the page says', () => {
    const identity = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(ANON, ANON_2, '__proto__'),
    );
    fc.assert(
      fc.property(identity, fc.option(identity), fc.option(identity), (id, current, apiKey) => {
        const kind = current === null ? 'none' : identityKind(current);
        const preview = previewIdentify(
          { type: 'string', text: id },
          { identity: current, kind, aliases: kind === 'anonymous' ? current : null, apiKey },
          people,
        );
        if (preview.does === 'alias') expect(preview).toMatchObject({ p: current, n: id });
      }),
    );
  });
});
