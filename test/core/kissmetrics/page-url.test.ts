import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  identityKind,
  isMangledAnonymousId,
  isNamed,
  shortIdentity,
} from '../../../src/core/kissmetrics/identity.ts';
import { pageUrlMarks, siteOf } from '../../../src/core/kissmetrics/page-url.ts';
import { splitUrl } from '../../../src/core/kissmetrics/url.ts';
import { ANON } from '../support/log.ts';

describe('the URL of a page', () => {
  test('may name the visitor and an event', () => {
    expect(pageUrlMarks('https://a.test/?kmi=a%2Bb&kme=From+mail')).toEqual({
      identities: ['a+b'],
      event: 'From mail',
    });
    expect(pageUrlMarks('https://a.test/?x=1&kmi=a+b').identities).toEqual(['a b', 'a+b']);
    for (const url of [
      'https://a.test/',
      'https://a.test/?akmi=1',
      'https://a.test/?kmi=',
      '?kmi=a',
    ]) {
      expect(pageUrlMarks(url), url).toEqual({ identities: [], event: null });
    }
  });

  test('tells the site', () => {
    expect(siteOf('https://www.Shop.example:8080/x')).toBe('shop.example');
    expect(siteOf('about:blank')).toBeNull();
    expect(siteOf(null)).toBeNull();
  });

  test('is split as the platform splits it', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const expected = new URL(url);
        const parts = splitUrl(expected.href);
        expect(parts?.host).toBe(expected.hostname);
        expect(parts?.secure).toBe(expected.protocol === 'https:');
        expect(`?${parts?.query}`).toBe(expected.search || '?');
      }),
    );
  });

  test('may be any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        pageUrlMarks(text);
        pageUrlMarks(`https://${text}?kmi=${text}`);
        siteOf(`http://${text}`);
      }),
    );
  });
});

describe('an identity', () => {
  test('is anonymous by its shape', () => {
    expect(identityKind(ANON)).toBe('anonymous');
    expect(identityKind(ANON.slice(0, -1))).toBe('anonymous');
    expect(identityKind(`${ANON}=`)).toBe('named');
    expect(identityKind('bob')).toBe('named');
  });

  test('names nobody when it is a damaged anonymous ID', () => {
    const damaged = ANON.replace('+', ' ');
    expect(isMangledAnonymousId(damaged)).toBe(true);
    expect([damaged, ANON, 'bob', 'a name of letters, no digit'].map(isNamed)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(isMangledAnonymousId('John Jacob Jingleheimer Sch')).toBe(false);
  });

  test('is shortened for a row', () => {
    expect(shortIdentity(ANON)).toBe('5tyj…Jau=');
    expect(shortIdentity('bob@example.com')).toBe('bob@example.com');
    expect(shortIdentity('x'.repeat(30))).toHaveLength(24);
  });
});
