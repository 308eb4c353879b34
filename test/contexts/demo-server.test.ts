import { type ClientRequest, type IncomingHttpHeaders, request as open } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Demo, startDemo } from '../demo/server.ts';
import { UNREACHABLE_KEY } from '../demo/tracking.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
interface Ask {
  readonly host?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const TRK = 'trk.kissmetrics.io';
let demo: Demo;
let ending: AbortController;

beforeEach(async () => {
  ending = new AbortController();
  demo = await startDemo({ signal: ending.signal });
});
afterEach(() => ending.abort());

function ask(path: string, { host = TRK, method = 'GET', headers, body }: Ask = {}) {
  let request: ClientRequest | undefined;
  const answer = new Promise<Answer>((resolve, reject) => {
    request = open(
      { port: demo.port, host: '127.0.0.1', path, method, headers: { ...headers, host } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status = 0, headers: got } = response;
          resolve({ status, headers: got, body: Buffer.concat(chunks) });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
  return answer;
}

describe('the tracking server', () => {
  test.each([TRK, 'trk.kissmetrics.com', 'TRK.kissmetrics.io:80'])(
    'answers everything on %s with a GIF that nobody keeps',
    async (host) => {
      for (const path of ['/a?_k=k', '/e', '/nothing/known', '/a?%zz']) {
        const { status, headers, body } = await ask(path, { host });
        expect(status).toBe(200);
        expect(headers['content-type']).toBe('image/gif');
        expect(headers['cache-control']).toContain('no-cache');
        expect(body.subarray(0, 6).toString('latin1')).toBe('GIF89a');
      }
      expect(demo.tracking.requests.map((request) => request.host)).toEqual(
        Array(4).fill(host.toLowerCase().replace(':80', '')),
      );
    },
  );

  test('records method, path and body as they came, with the number of arrival', async () => {
    await ask("/a?_k=k&_p=a%2bb+c%zz&_n='%E4'");
    await ask('/e', { method: 'POST', body: '_k=k&_n=Jos%C3%A9é' });
    expect(demo.tracking.requests).toEqual([
      { number: 1, method: 'GET', host: TRK, path: "/a?_k=k&_p=a%2bb+c%zz&_n='%E4'", body: '' },
      { number: 2, method: 'POST', host: TRK, path: '/e', body: '_k=k&_n=Jos%C3%A9é' },
    ]);
    demo.tracking.clear();
    await ask('/s');
    expect(demo.tracking.requests.map(({ number }) => number)).toEqual([3]);
  });

  test('takes the absolute target that a proxy gets, whatever Host says', async () => {
    await ask(`http://${TRK}/a?_k=k&u=http://x/`, { host: 'elsewhere.test' });
    await ask(`HTTP://TRK.kissmetrics.io:80?_k=k`, { host: 'elsewhere.test' });
    expect(demo.tracking.requests.map(({ host, path }) => host + path)).toEqual([
      `${TRK}/a?_k=k&u=http://x/`,
      `${TRK}/?_k=k`,
    ]);
  });

  test('lets other origins read the answer; a preflight is no request', async () => {
    const headers = { origin: 'http://shop.example.test' };
    const preflight = await ask('/e', { method: 'OPTIONS', headers });
    expect(preflight.headers['access-control-allow-origin']).toBe(headers.origin);
    expect(demo.tracking.requests).toEqual([]);
  });

  test('slow holds the answers until they are released', async () => {
    demo.tracking.mode = 'slow';
    let answered = false;
    const held = ask('/e').then((answer) => {
      answered = true;
      return answer;
    });
    await demo.tracking.waitFor((requests) => requests.length === 1);
    demo.tracking.mode = 'ok';
    await ask('/e');
    expect(answered).toBe(false);
    demo.tracking.release();
    expect((await held).status).toBe(200);
  });

  test('fail answers 500', async () => {
    demo.tracking.mode = 'fail';
    expect((await ask('/e')).status).toBe(500);
    expect(demo.tracking.requests).toHaveLength(1);
  });

  test('drop cuts the connection, and so does the unreachable key', async () => {
    await expect(ask(`/e?_k=${UNREACHABLE_KEY}&_n=x`)).rejects.toThrow();
    demo.tracking.mode = 'drop';
    await expect(ask('/e')).rejects.toThrow();
    expect(demo.tracking.requests).toHaveLength(2);
  });

  test('waiting ends with its signal', async () => {
    const waiting = new AbortController();
    const never = demo.tracking.waitFor(() => false, { signal: waiting.signal });
    waiting.abort(new Error('enough'));
    await expect(never).rejects.toThrow('enough');
    const late = demo.tracking.waitFor(() => true, { signal: waiting.signal });
    await expect(late).rejects.toThrow('enough');
  });
});

describe('the other hosts', () => {
  const shop = { host: 'shop.example.test' };

  test.each([
    ['update.googleapis.com', '/service'],
    ['shop.example.test', '/unknown'],
    ['shop.example.test', '/__proto__'],
    ['', '/'],
    ['[::1]', '//'],
    ['%', '/%'],
  ])('answers 404 on %s%s', async (host, path) => {
    expect((await ask(path, { host })).status).toBe(404);
  });

  test('has the shop, its other domains and the wrong site', async () => {
    for (const [host, path] of [
      ['shop.example.test', '/signup'],
      ['checkout.example-pay.test', '/'],
      ['widget.partner.test', '/'],
      ['wrong.example.test', '/'],
    ] as const) {
      const { status, body } = await ask(path, { host });
      expect(status).toBe(200);
      expect(body.toString()).toContain('<!doctype html>');
    }
    expect(demo.url('shop.example.test', '/signup')).toBe('http://shop.example.test/signup');
  });

  test('remembers the generation in a cookie that is not the library’s', async () => {
    const first = await ask('/?gen=newer', shop);
    const cookie = first.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    expect(cookie).toBe('shop_gen=newer');
    const next = await ask('/signup', { ...shop, headers: { cookie } });
    expect(next.body.toString()).toMatch(/\.2\.js\?gen=newer/);
    expect((await ask('/signup', shop)).body.toString()).toMatch(/\.2\.js\?gen=older/);
  });

  test('has no Kissmetrics on the plain page', async () => {
    expect((await ask('/plain', shop)).body.toString()).not.toMatch(/kissmetrics|_km/i);
  });
});

describe('the scripts', () => {
  const scripts = { host: 'scripts.kissmetrics.io' };

  test('are the settings and the library of the generation that is asked for', async () => {
    expect((await ask('/i.js', { host: 'i.kissmetrics.io' })).status).toBe(200);
    const older = (await ask('/abc.2.js', scripts)).body.toString();
    const newer = (await ask('/abc.2.js?gen=newer', scripts)).body.toString();
    expect(older).toContain('km_');
    expect(newer).toContain('km_ai');
    expect(newer).not.toBe(older);
    expect((await ask('/other.js', scripts)).status).toBe(404);
  });

  test('never come, or late', async () => {
    expect((await ask('/abc.2.js?lib=never', scripts)).status).toBe(404);
    let came = false;
    const late = ask('/abc.2.js?lib=late', scripts).then((answer) => {
      came = true;
      return answer;
    });
    await demo.libraryAsked();
    await ask('/i.js', scripts);
    expect(came).toBe(false);
    demo.releaseLibrary();
    expect((await late).status).toBe(200);
  });
});

test('says that a port is taken', async () => {
  await expect(startDemo({ signal: ending.signal, port: demo.port })).rejects.toThrow('EADDRINUSE');
});

test('ends with its signal, requests that wait included', async () => {
  demo.tracking.mode = 'slow';
  const held = ask('/e');
  await demo.tracking.waitFor((requests) => requests.length === 1);
  ending.abort();
  await expect(held).rejects.toThrow();
  await expect(ask('/e')).rejects.toThrow('ECONNREFUSED');
});
