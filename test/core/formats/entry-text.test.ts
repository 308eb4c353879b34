import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryCookies } from '../../../src/core/formats/entry-cookies.ts';
import { entryJson, entryMarkdown } from '../../../src/core/formats/entry-text.ts';
import type { Session } from '../../../src/core/session/session.ts';
import { arbitraryLog } from '../support/arbitrary.ts';
import { fold } from '../support/fold.ts';
import { ANON, log } from '../support/log.ts';
import { t } from '../support/rule.ts';

const session = fold(
  log()
    .page('https://shop.test/?a=1')
    .library('loaded')
    .callAs(ANON, 'identify', 'guest', { a: 1 })
    .alias(ANON, 'guest', { delivery: 'failed', error: 'net::ERR_X' })
    .named('guest')
    .event('guest', 'Pipe | `tick`', { method: 'POST', body: '_d=1&x=@someone' }),
);
const entryOf = (of: Session, kind: string) => {
  const entry = of.entries.find((one) => one.kind === kind);
  if (!entry) throw new Error(`no entry of kind ${kind}`);
  return entry;
};

describe('an entry as JSON', () => {
  it('has what is known of it, with times and findings that can be read', () => {
    const alias = JSON.parse(entryJson(entryOf(session, 'alias'), session, t));
    expect(alias).toMatchObject({
      at: '2026-01-02T03:04:05.040Z',
      kind: 'alias',
      delivery: 'failed',
      error: 'net::ERR_X',
      mergeBy: '2026-01-02T09:04:05.040Z',
      request: { p: ANON, n: 'guest' },
      cause: { by: 'call', method: 'identify' },
    });
    expect(alias.findings.map(({ rule }: { rule: string }) => rule)).toContain('shared-identity');
    expect(alias.key).toBeUndefined();
  });

  it('has the cookies around the call that led to it, as the details do', () => {
    const made = fold(
      log()
        .page('https://shop.test/')
        .library('loaded')
        .cookies({ km_ai: ANON })
        .callAs(ANON, 'identify', 'bob')
        .alias(ANON, 'bob')
        .cookies({ km_ai: ANON, km_vs: '1' })
        .cookies({ km_ai: 'bob', km_vs: '1' }, 'ran'),
    );
    const call = entryOf(made, 'call');
    const alias = entryOf(made, 'alias');
    expect(alias).toMatchObject({ cause: { by: 'call', call: call.key } });
    const { cookies } = JSON.parse(entryJson(alias, made, t));
    expect(cookies).toEqual(entryCookies(alias, made));
    expect(cookies).toEqual(JSON.parse(entryJson(call, made, t)).cookies);
    expect(JSON.stringify(cookies.before)).toContain(ANON);
    expect(JSON.stringify(cookies.after)).toContain('"bob"');
  });
});

describe('an entry as Markdown', () => {
  it('has the parameters of a request as a table, and what became of it', () => {
    const text = entryMarkdown(entryOf(session, 'alias'), t);
    expect(text).toMatch(/^\*\*Alias\*\* · 2026-01-02 03:04:05 UTC\n/);
    expect(text).toContain(`| \`_p\` | \`${ANON}\` |`);
    expect(text).toContain('Delivery: failed (`net::ERR_X`)');
    expect(text).toMatch(/- \*\*error\*\* `shared-identity`: .*`guest`/);
  });

  it('lets nothing from outside be markup', () => {
    const text = entryMarkdown(entryOf(session, 'event'), t);
    expect(text).toContain('| `_n` | `` Pipe \\| `tick` `` |');
    expect(text).toContain('Raw body: `_d=1&x=@someone`');
  });

  it('says a call as it was written, and a change from whom to whom', () => {
    expect(entryMarkdown(entryOf(session, 'call'), t)).toContain('`identify("guest", {"a":1})`');
    expect(entryMarkdown(entryOf(session, 'identity'), t)).toContain('*(none)* → `guest`');
    expect(entryMarkdown(entryOf(session, 'navigation'), t)).toContain('`https://shop.test/?a=1`');
  });
});

describe('any entry', () => {
  it('can be copied', () => {
    fc.assert(
      fc.property(arbitraryLog, (observations) => {
        const any = fold(observations);
        for (const entry of any.entries) {
          expect(JSON.parse(entryJson(entry, any, t)).kind).toBe(entry.kind);
          const text = entryMarkdown(entry, t);
          expect(text).not.toMatch(/entry_|fate_|note_|\$\d/);
        }
      }),
    );
  });
});
