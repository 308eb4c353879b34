import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curlCommand } from '../../../src/core/formats/curl.ts';
import type { RequestEntry } from '../../../src/core/session/session.ts';
import { fold, requests } from '../support/fold.ts';
import { log } from '../support/log.ts';
import { ALIAS_URL } from './har.ts';

/** The arguments that a shell passes on. */
function argumentsOf(command: string): string[] {
  const script = `set -- ${command}\nprintf '%s\\0' "$@"`;
  const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'buffer' });
  return stdout.toString('utf8').split('\u0000').slice(0, -1);
}

describe('a curl command', () => {
  it('sends the request again, but for the API key', () => {
    expect(curlCommand({ method: 'GET', url: `${ALIAS_URL}#x` })).toBe(
      `curl --globoff --url '${ALIAS_URL.replace('abc123', 'YOUR_API_KEY')}'`,
    );
  });

  it.each([
    ['https://t.test/e?_p=a&_k=SECRET', undefined],
    ['https://t.test/e?_p=a&%5Fk=SECRET&_k=SECRET', undefined],
    ['https://t.test/e', '_n=a&_k=SECRET'],
    ['https://t.test/e?_k=SECRET#_k=SECRET', '%5fk=SECRET'],
  ])('has no key in it: %s with %s', (url, body) => {
    const command = curlCommand({ method: 'POST', url, ...(body === undefined ? {} : { body }) });
    expect(command).not.toContain('SECRET');
    expect(command).toContain('YOUR_API_KEY');
  });

  it('sends a body byte for byte', () => {
    const body = "_p=it's&_n=@file&x=$HOME";
    expect(argumentsOf(curlCommand({ method: 'POST', url: 'https://t.test/e', body }))).toEqual([
      'curl',
      '--globoff',
      '--request',
      'POST',
      '--data-raw',
      body,
      '--url',
      'https://t.test/e',
    ]);
  });

  it('asks for the head alone where that was done', () => {
    const url = 'https://trk.kissmetrics.io:443/e?_n=a&';
    expect(argumentsOf(curlCommand({ method: 'HEAD', url }))).toEqual([
      ...['curl', '--globoff', '--head', '--url', url],
    ]);
  });

  it('sends a batch with the header that has its key, without key and signature', () => {
    const url = 'http://api.kissmetrics.com/v1/products/p-1/tracking/e?_signature=SECRET';
    const body = '{"data":[{"identity":"bob","event":"a & b","_k":"SECRET"}]}';
    const args = argumentsOf(curlCommand({ method: 'POST', url, body }));
    expect(args.join(' ')).not.toContain('SECRET');
    expect(args[args.indexOf('--header') + 1]).toBe('X-KM-ApiKey: YOUR_API_KEY');
    expect(args[args.indexOf('--data-raw') + 1]).toContain('{"identity":"bob","event":"a & b"');
  });

  it('is made of an entry of the timeline, body included', () => {
    const made = log().event('bob', 'Paid', { method: 'POST', body: 'amount=5' });
    const [entry] = requests(fold(made)) as [RequestEntry];
    expect(curlCommand(entry)).toContain("--request POST --data-raw 'amount=5'");
  });

  it('passes through a shell whatever it holds', () => {
    const text = fc.string({ unit: fc.constantFrom(...'\'"\\`$!;&|()<>* \n\t{}[]#~é=-a') });
    fc.assert(
      fc.property(text, text, (query, body) => {
        const url = `https://t.test/e?x=${query}`;
        const args = argumentsOf(curlCommand({ method: query, url, body }));
        expect(args.at(-1)).toBe(url.split('#')[0]);
        expect(args[args.indexOf('--data-raw') + 1]).toBe(body);
        expect(args).toHaveLength(8);
      }),
      { numRuns: 60 },
    );
  });
});
