import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finalDelivery } from '../../../src/core/session/delivery.ts';
import { failureOf } from '../../../src/core/session/failure.ts';
import { ERROR_TABLE, FAILURES, lookUpError } from '../../../src/core/session/failure-errors.ts';

const names = Object.keys(ERROR_TABLE);
const anyName = fc.constantFrom(...names).map((name) => name.replace('*', 'SOMETHING'));

describe('why a request has no good answer', () => {
  // As measured in Chromium 156 and Firefox ESR 153, but for those of HAR files at the end.
  it.each([
    ['net::ERR_EMPTY_RESPONSE', 'reset', 'failed'],
    ['net::ERR_NAME_NOT_RESOLVED', 'dns', 'failed'],
    ['net::ERR_CONNECTION_REFUSED', 'refused', 'failed'],
    ['net::ERR_BLOCKED_BY_CLIENT', 'extension', 'blocked'],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'tls', 'failed'],
    ['net::ERR_INTERNET_DISCONNECTED', 'offline', 'failed'],
    ['net::ERR_ABORTED', 'cancelled', 'failed'],
    ['NS_ERROR_NET_RESET', 'reset', 'failed'],
    ['NS_ERROR_UNKNOWN_HOST', 'dns', 'failed'],
    ['NS_ERROR_CONNECTION_REFUSED', 'refused', 'failed'],
    ['NS_ERROR_ABORT', 'extension', 'blocked'],
    ['NS_ERROR_TRACKING_URI', 'tracking-protection', 'blocked'],
    ['NS_BINDING_ABORTED', 'cancelled', 'failed'],
    ['net::ERR_BLOCKED_BY_ADMINISTRATOR', 'policy', 'blocked'],
    ['net::ERR_BLOCKED_BY_ORB', 'answer', 'failed'],
    [
      'NS_ERROR_GENERATE_FAILURE(NS_ERROR_MODULE_SECURITY, SEC_ERROR_EXPIRED_CERTIFICATE)',
      'tls',
      'failed',
    ],
  ] as const)('%s: %s', (error, reason, delivery) => {
    expect(finalDelivery(undefined, error)).toBe(delivery);
    expect(failureOf({ delivery, error })).toEqual({ reason, value: error });
  });

  it('is the status where the server answered, whatever the browser made of it', () => {
    const status = fc.integer({ min: 400, max: 599 });
    fc.assert(
      fc.property(status, fc.option(anyName, { nil: undefined }), (code, error) => {
        const end = {
          delivery: 'failed',
          status: code,
          ...(error !== undefined && { error }),
        } as const;
        const reason = code < 500 ? 'http-client' : 'http-server';
        expect(failureOf(end)).toEqual({ reason, value: String(code) });
      }),
    );
  });

  it('is the directive of a content security policy', () => {
    const error = 'CONTENT_SECURITY_POLICY img-src';
    expect(failureOf({ delivery: 'blocked', error })).toEqual({ reason: 'csp', value: 'img-src' });
  });

  it('is none of a request that did not fail', () => {
    for (const delivery of ['pending', 'delivered', 'held'] as const)
      fc.assert(
        fc.property(anyName, (error) => {
          expect(failureOf({ delivery, error, status: 500 })).toBeNull();
        }),
      );
  });
});

describe('the table of errors', () => {
  it('is found by name, in any case, with what browsers put around it', () => {
    fc.assert(
      fc.property(anyName, fc.boolean(), (name, lower) => {
        const text = `net::${lower ? name.toLowerCase() : name}`;
        const line = lookUpError(text);
        expect(line).not.toBeNull();
        expect(FAILURES).toContain(line?.reason);
        expect(finalDelivery(undefined, text)).toBe(line?.blocked ? 'blocked' : 'failed');
      }),
    );
  });

  it('takes any text, of any length, and knows none of Object’s own names', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2_000, unit: 'binary' }), (text) => {
        expect(['blocked', 'failed', 'delivered']).toContain(finalDelivery(200, text));
      }),
    );
    for (const name of ['__proto__', 'constructor', 'toString', 'x'.repeat(1e6)])
      expect(lookUpError(name)).toBeNull();
  });

  it('has a line for each reason but those of a status', () => {
    const reasons = new Set(Object.values(ERROR_TABLE).map(({ reason }) => reason));
    const expected = FAILURES.filter((reason) => !reason.startsWith('http-'));
    expect([...reasons].sort()).toEqual([...expected].sort());
  });
});
