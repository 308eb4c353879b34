import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RULE_IDS } from '../../../src/core/findings/finding.ts';
import { RULES } from '../../../src/core/findings/registry.ts';
import { findingKey } from '../../../src/core/findings/text.ts';
import { fold } from '../support/fold.ts';
import { ANON, ANON_2, type LogBuilder, log } from '../support/log.ts';
import { catalogue } from '../support/rule.ts';

const rulesFolder = new URL('../../../src/core/findings/rules/', import.meta.url);
const testsFolder = new URL('./rules/', import.meta.url);

describe('the registry of rules', () => {
  test('has every rule once', () => {
    expect(RULES.map(({ id }) => id).sort()).toEqual([...RULE_IDS].sort());
  });

  test('has each rule in a file of its name, with a test of its name', () => {
    const names = (folder: URL, end: string) =>
      readdirSync(folder).map((file) => file.replace(end, ''));
    expect(names(rulesFolder, '.ts').sort()).toEqual([...RULE_IDS].sort());
    expect(names(testsFolder, '.test.ts').sort()).toEqual([...RULE_IDS].sort());
    for (const id of RULE_IDS) {
      expect(readFileSync(new URL(`${id}.ts`, rulesFolder), 'utf8')).toContain(`id: '${id}'`);
      expect(readFileSync(new URL(`${id}.test.ts`, testsFolder), 'utf8')).toContain(
        `testRule('${id}', {`,
      );
    }
  });

  test.each(RULES.map((rule) => [rule.id, rule] as const))('%s is documented', (id, rule) => {
    expect(new URL(rule.help).hostname).toBe('support.kissmetrics.io');
    const messages = Object.keys(catalogue).filter((key) =>
      key.startsWith(findingKey(id, 'message')),
    );
    const variants = (rule.variants ?? []).map((variant) => findingKey(id, 'message', variant));
    const plain = findingKey(id, 'message');
    // A rule whose every finding has a variant has no plain message.
    expect(messages.filter((key) => key !== plain).sort()).toEqual(variants.sort());
    expect(messages).not.toEqual([]);
    for (const part of ['title', 'why', 'advice'] as const) {
      expect(catalogue[findingKey(id, part)]?.message).toMatch(/\S/);
    }
  });

  test('no text is there for nothing', () => {
    const stems = RULE_IDS.map((id) => findingKey(id, 'title').replace(/title$/, ''));
    const orphans = Object.keys(catalogue).filter(
      (key) =>
        /^finding_.+_(?:title|message|why|advice)/.test(key) &&
        !stems.some((stem) => key.startsWith(stem)),
    );
    expect(orphans).toEqual([]);
  });

  test('a rule does one of the two', () => {
    for (const rule of RULES) {
      expect(Boolean(rule.watch) !== Boolean(rule.outcome), rule.id).toBe(true);
    }
  });
});

/** A visitor looks around, signs up, shops, logs out; the next one comes. */
function signUp(generation: 'older' | 'newer'): LogBuilder {
  return log()
    .page('https://shop.example.test/')
    .library('queueing')
    .queued('record', 'Visited Site')
    .library('loaded', { generation })
    .anonymous(ANON)
    .runQueue(ANON)
    .event(ANON, 'Visited Site')
    .page('https://shop.example.test/sign-up')
    .library('loaded', { generation })
    .anonymous(ANON)
    .callAs(ANON, 'identify', 'bob@example.com')
    .callAs(ANON, 'alias', 'bob@example.com', ANON)
    .alias(ANON, 'bob@example.com')
    .named('bob@example.com')
    .callAs('bob@example.com', 'record', 'Signed up')
    .event('bob@example.com', 'Signed up')
    .callAs('bob@example.com', 'set', { plan: 'pro', age: 30 })
    .properties('bob@example.com', { plan: 'pro', age: '30' })
    .page('https://shop.example.test/account')
    .library('loaded', { generation })
    .named('bob@example.com')
    .callAs('bob@example.com', 'identify', 'bob@example.com')
    .callAs('bob@example.com', 'clearIdentity')
    .anonymous(ANON_2)
    .callAs(ANON_2, 'record', 'Visited Site')
    .event(ANON_2, 'Visited Site')
    .callAs(ANON_2, 'identify', 'al@example.com')
    .alias(ANON_2, 'al@example.com')
    .named('al@example.com')
    .callAs('al@example.com', 'record', 'Logged in')
    .event('al@example.com', 'Logged in')
    .wait(60_000)
    .page('https://shop.example.test/');
}

describe('a clean sign-up', () => {
  test.each(['older', 'newer'] as const)('gives no finding: %s library', (generation) => {
    const session = fold(signUp(generation));
    expect(session.findings).toEqual([]);
    expect(session.counts).toMatchObject({ alias: 2, event: 4, properties: 1, finding: 0 });
    expect(session.people.list()).toHaveLength(2);
  });

  test('nor does it while it is under way, but for the identity that is still to be seen', () => {
    const { observations } = signUp('older');
    for (let length = 0; length <= observations.length; length++) {
      const found = fold(observations.slice(0, length)).findings.map(({ rule }) => rule);
      expect(found.filter((rule) => rule !== 'alias-never-seen')).toEqual([]);
    }
  });
});
