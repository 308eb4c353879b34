import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { urlParts } from '../../src/ui/url-parts.ts';

describe('an address in parts', () => {
  it.each([
    ['https://shop.test/a/b?c=d#e', 'shop.test', '/a/b?c=d#e'],
    ['http://shop.test:8080', 'shop.test:8080', '/'],
    ['https://shop.test?kmi=x', 'shop.test', '?kmi=x'],
    ['about:blank', '', 'about:blank'],
    ['', '', ''],
  ])('%s', (url, host, path) => {
    expect(urlParts(url)).toEqual({ host, path });
  });

  it('loses nothing of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const url = `https://${text}`;
        const { host, path } = urlParts(url);
        expect([url, `${url}/`]).toContain(`https://${host}${path}`);
      }),
    );
  });
});
