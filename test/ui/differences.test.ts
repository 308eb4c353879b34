import { describe, expect, it } from 'vitest';
import { differences } from '../../src/popup/views/differences.ts';
import { ANONYMOUS, LOGGED_OUT, NAMED } from './fixtures/pages.ts';

describe('what an action changed', () => {
  it('is every cookie that changed, came or went', () => {
    const found = differences(LOGGED_OUT.before, LOGGED_OUT.after);
    expect(found.map(({ name }) => name)).toEqual(['km_ai', 'km_ni', 'km_lv']);
    expect(found[1]).toEqual({ name: 'km_ni', before: 'bob@example.com', after: undefined });
    expect(differences(ANONYMOUS, NAMED).map(({ name }) => name)).toContain('km_ni');
  });

  it('is nothing where all stays', () => {
    expect(differences(NAMED, NAMED)).toEqual([]);
  });

  it('sees a cookie go that another domain keeps under the same name', () => {
    const [cookie] = NAMED.cookies;
    if (!cookie) throw new Error('the page has no cookie');
    const twice = { ...NAMED, cookies: [cookie, { ...cookie, domain: '.example.com' }] };
    const once = { ...NAMED, cookies: [cookie] };
    expect(differences(twice, once)).toHaveLength(1);
  });

  it('is nothing on a page that cannot be read', () => {
    expect(differences({ state: 'browser-page' }, { state: 'browser-page' })).toEqual([]);
  });
});
