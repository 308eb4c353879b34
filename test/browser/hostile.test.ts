import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSERS } from './browsers.ts';
import type { BrowserDriver } from './driver.ts';
import { servePages } from './page-server.ts';

/** Sends one alias by hand, whatever else the page does. */
const SEND = `new Image().src = 'http://trk.kissmetrics.io/a?_k=k&_p=one&_n=two';`;

/** Scripts of pages that mean no good. Each leaves what it saw in `result`. */
const HOSTILE: Readonly<Record<string, string>> = {
  'KM.i() throws': `window._kmq = []; window.KM = { i() { throw new Error('no'); } }; result = typeof KM.i;`,
  'KM.i() gives an object': `window._kmq = []; document.cookie = 'km_ai=x'; window.KM = { i: () => ({ toString() { throw 1; } }) }; result = typeof KM.i();`,
  'KM is a Proxy that throws': `window._kmq = []; window.KM = new Proxy({}, { get() { throw new Error('no'); }, getOwnPropertyDescriptor() { throw new Error('no'); } }); try { KM.i(); } catch (e) { result = e.message; }`,
  'KM.i() gives megabytes': `window._kmq = []; document.cookie = 'km_ai=x'; window.KM = { i: () => 'x'.repeat(5e6) }; result = KM.i().length;`,
  '_kmq is a getter': `Object.defineProperty(window, '_kmq', { configurable: true, get() { return ['got']; } }); result = _kmq[0];`,
  '_kmq is frozen': `window._kmq = Object.freeze([['identify', 'a']]); try { _kmq.push(1); } catch (e) { result = e.name; }`,
  'push is replaced': `window._kmq = []; _kmq.push = function (...all) { return [this === _kmq, all.length]; }; result = _kmq.push(1, 2).join();`,
  'arguments with getters': `window._kmq = []; _kmq.push(['set', { get trap() { result = 'read'; return 1; } }]); result = result || _kmq.length;`,
  'toJSON on every object': `Object.prototype.toJSON = function () { result = 'called'; return 'forged'; }; window._kmq = []; _kmq.push(['identify', 'a']); result = result || _kmq.length;`,
  'JSON, Object and Array taken away': `JSON.stringify = () => { throw 1; }; Object.defineProperty = () => { throw 1; }; Array.prototype.slice = () => { throw 1; }; window._kmq = []; _kmq.push(['identify', 'a']); result = _kmq.length;`,
  'stacks are formatted': `Error.prepareStackTrace = () => { result = 'called'; }; window._kmq = []; _kmq.push(['identify', 'a']); result = result || _kmq.length;`,
  'odd items': `window._kmq = []; for (const item of [null, undefined, 0, [], [[]], [{}], ['__proto__'], [Symbol('s')], new Proxy([], {})]) _kmq.push(item); result = _kmq.length;`,
  'a call that throws': `window._kmq = []; window.KM = { i: () => 'a', identify() { throw new TypeError('mine'); } }; try { KM.identify('b'); } catch (e) { result = e.message; }`,
  'this, arguments and results': `window._kmq = []; window.KM = { i: () => 'a', record(...all) { return [this === KM, new.target === undefined, all.length]; } }; result = KM.record(1, 2, 3).join() + KM.record.name + KM.record.length;`,
  'KM declared as a function': `window._kmq = []; window.eval('function KM() {}'); KM.i = () => 'a'; result = typeof KM;`,
  'KM.i() gives a Proxy': `window._kmq = []; document.cookie = 'km_ai=x'; window.KM = { i: () => new Proxy({}, { get() { throw 1; } }) }; result = typeof KM.i();`,
  'KM.i() gives a symbol': `window._kmq = []; document.cookie = 'km_ai=x'; window.KM = { i: () => Symbol('s') }; result = typeof KM.i();`,
  'KM comes and goes': `window._kmq = []; window.KM = { i: () => 'a' }; delete window.KM; result = typeof window.KM;`,
  'KM cannot be written': `window._kmq = []; Object.defineProperty(window, 'KM', { value: { i: () => 'a' }, writable: false }); try { window.KM = 1; } catch (e) { result = e.name; } result += KM.i();`,
  'events taken away': `var count = 0; window.CustomEvent = window.MouseEvent = window.Event = function () { count++; }; window.postMessage = () => count++; window._kmq = []; _kmq.push(['identify', 'a']); result = count;`,
  'listeners watched': `var count = 0; EventTarget.prototype.dispatchEvent = EventTarget.prototype.addEventListener = () => { count++; }; window._kmq = []; _kmq.push(['identify', 'a']); result = count;`,
  'Proxy and Reflect taken away': `window.Proxy = undefined; Reflect.apply = Reflect.get = () => { throw 1; }; window._kmq = []; result = _kmq.push(['identify', 'a']);`,
  // Put back at the end, for the driver's own reading of the page.
  'call and apply taken away': `const { call, apply, bind } = Function.prototype; Function.prototype.call = Function.prototype.apply = Function.prototype.bind = () => { throw 1; }; window._kmq = []; result = _kmq.push(['identify', 'a']); Object.assign(Function.prototype, { call, apply, bind });`,
  'arrays that cannot be iterated': `Array.prototype[Symbol.iterator] = () => { throw 1; }; window._kmq = []; result = _kmq.push(['identify', 'a']);`,
  'a setter on the first place of arrays': `Object.defineProperty(Array.prototype, 0, { configurable: true, set() { throw new Error('mine'); } }); window._kmq = []; try { _kmq.push(['identify', 'a']); } catch (e) { result = e.message; } delete Array.prototype[0];`,
  'clocks that stand still': `Date.now = () => NaN; performance.now = () => NaN; window._kmq = []; result = _kmq.push(['identify', 'a']);`,
  'timers and promises taken away': `var count = 0; window.setTimeout = window.queueMicrotask = window.requestAnimationFrame = () => count++; window.Promise = undefined; window._kmq = []; _kmq.push(['identify', 'a']); result = count;`,
  'a hundred thousand calls': `window._kmq = []; for (let i = 0; i < 100000; i++) _kmq.push(['record', 'e' + i]); result = _kmq.length;`,
  'an argument that contains itself': `const own = {}; own.own = own; window._kmq = []; result = _kmq.push(['set', own]);`,
  'an argument of megabytes': `window._kmq = []; _kmq.push(['identify', 'x'.repeat(5e6)]); result = _kmq[0][1].length;`,
  'a getter that calls again': `window._kmq = []; _kmq.push(['set', { get x() { _kmq.push(['record', 'again']); return 1; } }]); result = _kmq.length;`,
  'identities like prototypes': `window._kmq = []; for (const id of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) _kmq.push(['identify', id]); result = _kmq.length;`,
  'markup, controls and lone surrogates': `window._kmq = []; for (const id of ['<img src=x onerror=alert(1)>', '\\u202Ecba', '\\uD800', '\\u0000']) _kmq.push(['identify', id]); result = _kmq.length;`,
  'KM.i() gives a hundred megabytes': `window._kmq = []; document.cookie = 'km_ai=x'; window.KM = { i: () => 'x'.repeat(1e8) }; result = KM.i().length;`,
  'KM.i is a getter that throws': `window._kmq = []; document.cookie = 'km_ai=x'; window.KM = { get i() { throw new Error('no'); } }; result = Object.keys(KM).join();`,
  '_kmq is a getter that throws': `Object.defineProperty(window, '_kmq', { configurable: true, get() { throw new Error('mine'); } }); try { _kmq; } catch (e) { result = e.message; }`,
  '_kmq is frozen later': `window._kmq = []; Object.freeze(_kmq); try { _kmq.push(1); } catch (e) { result = e.name; }`,
  '_kmq is as long as can be': `window._kmq = new Array(4294967295); result = _kmq.length;`,
  '_kmq is a Proxy that throws': `window._kmq = new Proxy([], { get() { throw new Error('mine'); } }); try { _kmq.push(1); } catch (e) { result = e.message; }`,
  'fifty thousand items at once': `window._kmq = []; result = _kmq.push.apply(_kmq, new Array(50000).fill(['record', 'e']));`,
  'fifty thousand items at once, to a library': `var count = 0; window.KM = { i: () => 'a' }; window._kmq = { push() { count += arguments.length; } }; _kmq.push.apply(_kmq, new Array(50000).fill(['record', 'e'])); result = count;`,
  'items that throw when touched': `var gone = Proxy.revocable([], {}); gone.revoke(); window._kmq = []; for (const item of [gone.proxy, [gone.proxy], ['set', gone.proxy], new Proxy([], { get() { throw 1; } }), ['set', new Proxy({}, { ownKeys() { throw 1; } })]]) _kmq.push(item); result = _kmq.length;`,
  'a method that is a getter': `window._kmq = []; const item = []; Object.defineProperty(item, 0, { get() { result = 'read'; return 'identify'; } }); _kmq.push(item); result = result || _kmq.length;`,
  'an argument of a million members': `window._kmq = []; const wide = (value) => Object.fromEntries(Array.from({ length: 100 }, (_, i) => ['k' + i, value])); _kmq.push(['set', wide(wide(wide('x'.repeat(2000))))]); _kmq.push(['set', new Uint8Array(5e7)]); _kmq.push(['set', new Array(4294967295)]); result = _kmq.length;`,
  'descriptors with inherited members': `Object.prototype.value = 1; Object.prototype.writable = true; try { window._kmq = []; window.KM = { i: () => 'a' }; result = _kmq.length + KM.i(); } catch (e) { result = e.message; } delete Object.prototype.value; delete Object.prototype.writable;`,
  'inherited options of events': `for (const name of ['bubbles', 'cancelable', 'composed', 'detail']) Object.defineProperty(Object.prototype, name, { configurable: true, get() { result = 'read'; throw new Error('mine'); } }); window._kmq = []; _kmq.push(['identify', 'a']); result = result || _kmq.length; for (const name of ['bubbles', 'cancelable', 'composed', 'detail']) delete Object.prototype[name];`,
  'JSON and events redefined after the queue': `window._kmq = []; JSON.stringify = () => { throw 1; }; window.CustomEvent = window.postMessage = Object.getOwnPropertyDescriptor = Array.isArray = () => { throw 1; }; result = _kmq.push(['identify', 'a']);`,
  'members named like prototypes': `window._kmq = []; _kmq.push(['set', JSON.parse('{"__proto__":{"polluted":1},"constructor":2}')], ['__proto__', 'a']); result = _kmq.length + String({}.polluted);`,
  'a forged claim': `for (const name of ['claim', 'km-identity!', 'km-identity?']) for (const target of [window, document]) target.dispatchEvent(new CustomEvent(name, { detail: '{"type":"identity"}' })); result = 'sent';`,
};

const page = (script: string) =>
  `<!doctype html><html><body><p></p><script>
var result = '', errors = 0;
addEventListener('error', (event) => { if (event.target === window) errors++; });
addEventListener('load', () => {
  document.querySelector('p').textContent = String(result) + ', errors: ' + errors;
});
${script} ${SEND}</script></body></html>`;

describe.each(BROWSERS)('hostile pages in $name', ({ launch }) => {
  const ending = new AbortController();
  let watched: BrowserDriver;
  let alone: BrowserDriver;

  beforeAll(async () => {
    const { signal } = ending;
    const pages = Object.entries(HOSTILE).map(([, script], i) => [`/${i}`, page(script)]);
    const port = await servePages(Object.fromEntries(pages), signal);
    [watched, alone] = await Promise.all([
      launch({ signal, port }),
      launch({ signal, port, extension: false }),
    ]);
  });
  afterAll(async () => {
    ending.abort();
    await Promise.all([watched.closed, alone.closed]);
  });

  test.each(Object.keys(HOSTILE).map((name, index) => ({ name, index })))(
    '$name: the page works as without, the log is right, the panel works',
    async ({ index }) => {
      const url = `http://shop.example.test/${index}`;
      const said = async (driver: BrowserDriver) => {
        await driver.clearCookies();
        const tab = await driver.openTab();
        await tab.goto(url);
        return { tab, text: await tab.$eval('p', (element) => element.textContent) };
      };
      const [seen, unseen] = await Promise.all([said(watched), said(alone)]);
      expect(seen.text).toBe(unseen.text);
      const panel = await watched.openPanel(seen.tab);
      await panel.waitForText('count-alias', '1');
      await panel.until(
        'the one alias',
        async () => (await panel.rows()).filter(({ kind }) => kind === 'alias').length === 1,
      );
      await seen.tab.close();
      await unseen.tab.close();
    },
  );
});
