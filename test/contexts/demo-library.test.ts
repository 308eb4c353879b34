import { describe, expect, test } from 'vitest';
import { type LibraryWindow, LOADER_ID, libraryWindow } from '../demo/library-window.ts';
import type { Generation } from '../demo/server.ts';

const ANON = '5tyjZxK+Q1aB2cD3/F4gH5iJ6au=';
const GENERATED = /^[A-Za-z0-9+/]{27}=$/;
const GENERATIONS: readonly Generation[] = ['older', 'newer'];
const cookie = (name: string, value: string) => `${name}=${encodeURIComponent(value)}`;

/** Seconds that a cookie lasts, as it was written. */
function lifetime(text: string): number {
  const [, age] = /max-age=(\d+)/.exec(text) ?? [];
  if (age !== undefined) return Number(age);
  const left = (Date.parse(/expires=([^;]*)/.exec(text)?.[1] ?? '') - Date.now()) / 1000;
  // Within a minute: the test itself takes time.
  return Math.ceil(left / 60) * 60;
}

/** Opens a page whose visitor is anonymous, named or unknown, and loads the library. */
function open(
  generation: Generation,
  visitor: 'nobody' | 'anonymous' | 'named',
  url = 'http://shop.example.test/',
): LibraryWindow {
  const named =
    generation === 'older'
      ? [cookie('km_ai', ANON), cookie('km_ni', 'ann')]
      : [cookie('km_ai', 'ann')];
  const cookies = { nobody: [], anonymous: [cookie('km_ai', ANON)], named }[visitor];
  const page = libraryWindow({ generation, url, cookies });
  page.run("var _kmq = _kmq || []; var _kmk = 'demo-key';");
  page.load();
  return page;
}

describe.each(GENERATIONS)('both libraries (%s)', (generation) => {
  describe('what is on the page', () => {
    test('replaces the queue by an object that is no array, with a flag of its own', () => {
      const page = open(generation, 'nobody');
      expect(page.run('Array.isArray(_kmq)')).toBe(false);
      expect(page.run("Object.hasOwn(_kmq, 'r')")).toBe(true);
      expect(page.run('KM_KEY')).toBe('demo-key');
      expect(page.run('KM.ts()')).toBe(1_700_000_000);
    });

    test('runs what was queued, in order, functions included, those that queue as well', () => {
      const page = libraryWindow({ generation });
      page.run(`var _kmq = [], ran = [], _kmk = 'demo-key';
        _kmq.push(['record', 'One']);
        _kmq.push(function () { ran.push('function'); _kmq.push(['record', 'Nested']); });`);
      page.load();
      expect(page.run("ran.join(' ')")).toBe('function');
      expect(page.sent().map(({ values }) => values._n)).toEqual(['One', 'Nested']);
    });

    test('takes the method’s name off the array that it is given', () => {
      const page = open(generation, 'anonymous');
      expect(page.run("var item = ['identify', 'bob']; _kmq.push(item); item.join()")).toBe('bob');
    });

    test('ignores methods that it does not have', () => {
      const page = open(generation, 'anonymous');
      page.run("_kmq.push(['indentify', 'bob']); _kmq.push(['toFixed'])");
      expect(page.sent()).toEqual([]);
    });

    test('takes the API key from its own address where the snippet set none', () => {
      const page = libraryWindow({ generation });
      page.run(`Object.defineProperty(document, 'currentScript', {
        value: { src: 'http://scripts.kissmetrics.io/abc123.2.js?x' } });`);
      page.load();
      expect(page.run('KM_KEY')).toBe('abc123');
    });
  });

  describe('the identity', () => {
    test('is generated, stored in km_ai and kept', () => {
      const page = open(generation, 'nobody');
      expect(page.cookies().km_ai).toBeUndefined();
      const id = page.run('KM.i()');
      expect(id).toMatch(GENERATED);
      expect(page.cookies().km_ai).toBe(id);
      expect(page.run('KM.i()')).toBe(id);
      expect(page.sent()).toEqual([]);
    });

    test('is the one of the cookies, encoded there', () => {
      const page = open(generation, 'anonymous');
      expect(page.run('KM.i()')).toBe(ANON);
      page.run("KM.identify('a b+c@d')");
      const name = generation === 'older' ? 'km_ni' : 'km_ai';
      expect(page.run('document.cookie')).toContain(`${name}=a%20b%2Bc%40d`);
    });

    test.each([
      ['http://www.shop.example.test/', undefined, '.shop.example.test'],
      ['http://shop.example.test/', undefined, '.shop.example.test'],
      ['http://a.shop.example.test/', '.example.test', '.example.test'],
    ])('keeps its cookies on the domain of %s (KM_COOKIE_DOMAIN %s)', (url, own, domain) => {
      const page = libraryWindow({ generation, url, visits: true });
      page.run(`var written = []; ${own ? `var KM_COOKIE_DOMAIN = '${own}';` : ''}
        Object.defineProperty(document, 'cookie', {
          get: function () { return ''; }, set: function (text) { written.push(text); } });`);
      page.load();
      page.run('KM.i()');
      const id = String(page.run("written.find((text) => text.startsWith('km_ai='))"));
      const visit = String(page.run("written.find((text) => text.startsWith('km_vs=1'))"));
      expect(id).toContain(`domain=${domain};`);
      expect(lifetime(id)).toBe(5 * 365 * 24 * 3600);
      expect(lifetime(visit)).toBe(1800);
    });

    test('counts visits', () => {
      const first = libraryWindow({ generation, visits: true });
      first.load();
      expect(first.cookies()).toMatchObject({ km_lv: '1700000000', km_vs: '1' });
      const same = first.next();
      same.load();
      expect(same.cookies().km_lv).toBe('1700000000');
      const back = libraryWindow({ generation, visits: true, cookies: ['km_lv=1699998199'] });
      back.load();
      expect(back.cookies().km_lv).toBe('x');
    });
  });

  describe('calls', () => {
    test('identify while anonymous aliases, and events belong to the new identity', () => {
      const page = open(generation, 'anonymous');
      page.run("KM.identify('bob'); KM.record('Paid', { Amount: 5 })");
      expect(page.sent()).toEqual([
        { path: 'a', values: { _n: 'bob', _p: ANON } },
        { path: 'e', values: { _n: 'Paid', _p: 'bob', Amount: '5' } },
      ]);
      expect(page.run('KM.i()')).toBe('bob');
    });

    test('identify while named switches without an alias', () => {
      const page = open(generation, 'named');
      page.run("KM.identify('bob')");
      expect(page.run('KM.i()')).toBe('bob');
      expect(page.sent()).toEqual([]);
    });

    test('identify with no identity stores it and sends nothing', () => {
      const page = open(generation, 'nobody');
      page.run("KM.identify('bob')");
      expect(page.run('KM.i()')).toBe('bob');
      expect(page.sent()).toEqual([]);
    });

    test.each(["''", 'null', 'undefined', "'null'", "'nil'", `"'null'"`, `'"null"'`, `"''"`, '0'])(
      'identify(%s) clears',
      (nobody) => {
        const page = open(generation, 'named');
        page.run(`KM.identify(${nobody})`);
        expect(page.sent()).toEqual([]);
        expect(page.run('KM.i()')).toMatch(GENERATED);
      },
    );

    test.each(["'undefined'", "'nullable'", `"'null"`])('identify(%s) names', (id) => {
      const page = open(generation, 'named');
      page.run(`KM.identify(${id})`);
      expect(page.run(`KM.i() === ${id}`)).toBe(true);
    });

    test('clearIdentity forgets the named and the anonymous ID', () => {
      const page = open(generation, 'named');
      page.run('KM.clearIdentity()');
      expect(page.cookies()).not.toHaveProperty('km_ai');
      expect(page.cookies()).not.toHaveProperty('km_ni');
      const id = page.run('KM.i()');
      expect(id).toMatch(GENERATED);
      expect(id).not.toBe(ANON);
    });

    test('clearIdentity leaves an anonymous visitor alone', () => {
      const page = open(generation, 'anonymous');
      page.run('KM.clearIdentity()');
      expect(page.run('KM.i()')).toBe(ANON);
    });

    test('alias sends both identities, the current one where the second is missing', () => {
      const page = open(generation, 'anonymous');
      page.run("KM.alias('a', 'b'); KM.alias('c'); KM.alias('d', 'd')");
      expect(page.sent()).toEqual([
        { path: 'a', values: { _n: 'a', _p: 'b' } },
        { path: 'a', values: { _n: 'c', _p: ANON } },
      ]);
      expect(page.run('KM.i()')).toBe(ANON);
    });

    test('set, and record without a name, set properties', () => {
      const page = open(generation, 'anonymous');
      page.run("KM.set({ Plan: 'Pro' }); KM.record({ Plan: 'Free' })");
      expect(page.sent()).toEqual([
        { path: 's', values: { _p: ANON, Plan: 'Pro' } },
        { path: 's', values: { _p: ANON, Plan: 'Free' } },
      ]);
    });

    test('record calls back once the request has been answered', () => {
      const page = open(generation, 'anonymous');
      page.run("var done = 0; KM.record('Seen', {}, function () { done++; })");
      expect(page.run('done')).toBe(0);
      page.images[0]?.answer();
      expect(page.run('done')).toBe(1);
    });

    test('requests carry key and time, and go by the page’s own protocol', () => {
      const page = open(generation, 'anonymous', 'https://shop.example.test/');
      page.run("KM.record('Seen')");
      const url = new URL(page.images[0]?.url ?? '');
      expect(url.origin).toBe('https://trk.kissmetrics.io');
      expect(Object.fromEntries(url.searchParams)).toEqual({
        _k: 'demo-key',
        _n: 'Seen',
        _p: ANON,
        _t: '1700000000',
      });
    });
  });

  describe('a page’s own address', () => {
    test('kmi identifies, decoded as it stands', () => {
      const url = `http://pay.example.test/?kmi=${encodeURIComponent(ANON)}`;
      const page = open(generation, 'nobody', url);
      expect(page.run('KM.i()')).toBe(ANON);
      expect(page.sent()).toEqual([]);
      expect(open(generation, 'nobody', `http://pay.example.test/?kmi=${ANON}`).run('KM.i()')).toBe(
        ANON.replace('+', ' '),
      );
    });

    test('kmi aliases an anonymous visitor', () => {
      const page = open(generation, 'anonymous', 'http://shop.example.test/?kmi=bob');
      expect(page.sent()).toEqual([{ path: 'a', values: { _n: 'bob', _p: ANON } }]);
    });

    test('kme records with the km_ properties', () => {
      const page = open(generation, 'anonymous', 'http://x.test/?kme=Opened+Mail&km_list=May&x=1');
      expect(page.sent()).toEqual([
        { path: 'e', values: { _n: 'Opened Mail', _p: ANON, list: 'May' } },
      ]);
    });
  });

  describe('tracked elements', () => {
    const form = (field: string) => `document.body.innerHTML = '<form id="f">' +
      '<input name="${field}" value="bob@example.com"><input name="topic" value="Ferns">' +
      '<input name="secret" type="password" value="x"></form>';
      HTMLFormElement.prototype.submit = function () { submitted = true; };
      var submitted = false; KM.trackSubmit('f', 'Sent', { Form: 1 });
      document.querySelector('form').dispatchEvent(new Event('submit', { cancelable: true }));`;

    test.each(['userid', 'user_id', 'login', 'username', 'email', 'your-Email'])(
      'a submit identifies an anonymous visitor from the field %s',
      (field) => {
        const page = open(generation, 'anonymous');
        page.run(form(field));
        expect(page.sent()).toEqual([
          { path: 'a', values: { _n: 'bob@example.com', _p: ANON } },
          {
            path: 'e',
            values: {
              _n: 'Sent',
              _p: 'bob@example.com',
              Form: '1',
              [field]: 'bob@example.com',
              topic: 'Ferns',
            },
          },
        ]);
        page.images[1]?.answer();
        expect(page.run('submitted')).toBe(false);
        page.images[0]?.fail();
        expect(page.run('submitted')).toBe(true);
      },
    );

    test('a submit identifies nobody who is named, and from no other field', () => {
      const named = open(generation, 'named');
      named.run(form('email'));
      expect(named.sent().map(({ path }) => path)).toEqual(['e']);
      expect(named.run('KM.i()')).toBe('ann');
      const other = open(generation, 'anonymous');
      other.run(form('city'));
      expect(other.run('KM.i()')).toBe(ANON);
    });

    test('a submit that the page itself prevents stays prevented', () => {
      const page = open(generation, 'named');
      page.run("addEventListener('submit', function (event) { event.preventDefault(); }, true)");
      page.run(form('email'));
      page.images[0]?.answer();
      expect(page.run('submitted')).toBe(false);
    });

    test('a click records', () => {
      const page = open(generation, 'anonymous');
      page.run(`document.body.innerHTML = '<a class="go">Go</a>';
        KM.trackClick('.go', 'Went', { To: 'x' });
        document.querySelector('a').dispatchEvent(new Event('${
          generation === 'older' ? 'mousedown' : 'click'
        }'));`);
      expect(page.sent()).toEqual([{ path: 'e', values: { _n: 'Went', _p: ANON, To: 'x' } }]);
    });
  });
});

describe('the older library', () => {
  test('remembers the identity before it asks the cookies', () => {
    const page = open('older', 'anonymous');
    page.run("KM.i(); document.cookie = 'km_ni=carl; domain=.shop.example.test; path=/'");
    expect(page.run('KM.i()')).toBe(ANON);
    page.run("KM._i = ''");
    expect(page.run('KM.i()')).toBe('carl');
  });

  test('remembers nothing until somebody asks', () => {
    const page = open('older', 'anonymous');
    expect(page.run('KM._i')).toBeNull();
    page.run('KM.i()');
    expect(page.run('KM._i')).toBe(ANON);
  });

  test('keeps a copy of every cookie that it set, which counts where the cookie is missing', () => {
    const page = open('older', 'anonymous');
    page.run("KM.identify('bob'); KM._i = null");
    for (const name of ['km_ai', 'km_ni'])
      page.run(`document.cookie = '${name}=; max-age=-1; domain=.shop.example.test; path=/'`);
    expect(page.cookies()).not.toHaveProperty('km_ni');
    expect(page.run('KM.i()')).toBe('bob');
    page.run("KM.identify('carol')");
    expect(page.sent().filter(({ path }) => path === 'a')).toHaveLength(1);
  });

  test('overwrites the anonymous ID by the second of two names', () => {
    const page = open('older', 'named');
    page.run("KM.identify('bob')");
    expect(page.cookies()).toMatchObject({ km_ai: 'bob', km_ni: 'bob' });
  });

  test('begins a second after the document has been read', () => {
    const page = libraryWindow({ generation: 'older', loader: false });
    page.run("var _kmq = _kmq || [], _kmk = 'demo-key'; _kmq.push(['record', 'Queued'])");
    page.load();
    page.run("KM.record('Direct')");
    page.wait(999);
    expect(page.sent().map(({ values }) => values._n)).toEqual(['Direct']);
    page.wait(1);
    // What has not been answered yet is sent again when the library begins.
    expect(page.sent().map(({ values }) => values._n)).toEqual(['Direct', 'Direct', 'Queued']);
  });

  test('begins at once where the loader has brought an ID, and takes that', () => {
    const page = open('older', 'nobody');
    expect(page.run('Array.isArray(_kmq)')).toBe(false);
    expect(page.run('KM.i()')).toBe(LOADER_ID);
    page.run('KM.clearIdentity()');
    expect(page.run('KMCID')).toBeNull();
  });

  test('records visits, and who returns', () => {
    const first = libraryWindow({ generation: 'older', visits: true });
    first.run("var _kmk = 'demo-key'");
    first.load();
    expect(first.sent()).toMatchObject([{ path: 'e', values: { _n: 'Visited Site' } }]);
    const back = libraryWindow({
      generation: 'older',
      visits: true,
      cookies: ['km_lv=1699998199', 'km_vs=1'],
    });
    back.run("var _kmk = 'demo-key'");
    back.load();
    expect(back.sent()).toMatchObject([{ path: 's', values: { returning: '1' } }]);
  });

  test('pushes its own calls to the queue, those of the address among them', () => {
    const page = libraryWindow({ generation: 'older', loader: false, visits: true });
    page.load();
    expect(page.run('JSON.stringify(_kmq)')).toBe('[["au"],["rvs"],["tr"]]');
  });

  test('has further methods', () => {
    const page = open('older', 'anonymous');
    expect(page.run('KM.trackForm === KM.trackSubmit')).toBe(true);
    expect(page.run("KM.ab('Button', ['red', 'red'])")).toBe('red');
    expect(page.sent()).toEqual([{ path: 's', values: { _p: ANON, Button: 'red' } }]);
    expect(page.cookies().km_abi).toMatch(GENERATED);
  });

  test('takes one item of a push, and ignores the rest', () => {
    const page = open('older', 'anonymous');
    page.run("_kmq.push(['record', 'One'], ['record', 'Two'])");
    expect(page.sent().map(({ values }) => values._n)).toEqual(['One']);
  });

  test('sends what was not answered again on the next page, the same URL byte for byte', () => {
    const page = open('older', 'anonymous');
    page.run("KM.record('Kept', { a: 'ü +&|' }); KM.record('Answered')");
    page.images[1]?.answer();
    const next = page.next();
    next.load();
    expect(next.images.map(({ url }) => url)).toEqual([page.images[0]?.url]);
    next.images[0]?.answer();
    expect(next.cookies().km_uq).toBe('');
  });

  test.each([
    [299, 1],
    [300, 0],
  ])('a request that is %i s old is sent again %i times', (age, times) => {
    const queue = `${1_700_000_000 - age} /e?_k=k&_p=p&_n=n`;
    const page = libraryWindow({ generation: 'older', cookies: [cookie('km_uq', queue)] });
    page.load();
    expect(page.images).toHaveLength(times);
  });

  test('a queue that is none is an empty one', () => {
    const page = libraryWindow({ generation: 'older', cookies: ['km_uq=%7Bbroken'] });
    page.run("var _kmk = 'demo-key'");
    page.load();
    page.run("KM.record('Seen')");
    expect(page.images).toHaveLength(1);
    expect(page.run('KM.unsent().length')).toBe(1);
  });

  test('keeps its queue below what a cookie can hold', () => {
    const page = open('older', 'anonymous');
    page.run("for (var i = 0; i < 60; i++) KM.record('Event ' + i)");
    expect(page.images).toHaveLength(60);
    expect(String(page.run('document.cookie')).length).toBeLessThan(4096);
    expect(page.cookies().km_uq).toContain('Event%2059');
    expect(page.cookies().km_uq).not.toContain('Event%200&');
  });
});

describe('the newer library', () => {
  test('reads the cookie each time, and sets neither km_ni nor a queue', () => {
    const page = open('newer', 'anonymous');
    page.run("KM.identify('bob'); KM.record('Seen')");
    expect(Object.keys(page.cookies()).sort()).toEqual(['km_ai', 'km_lv', 'km_vs']);
    page.run("document.cookie = 'km_ai=carl; domain=.shop.example.test; path=/'");
    expect(page.run('KM.i()')).toBe('carl');
  });
});
