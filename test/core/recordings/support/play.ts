import type { FinalDelivery } from '../../../../src/core/session/observation.ts';
import { type LogBuilder, log, type RequestOptions } from '../../support/log.ts';
import type { Recording, Step } from './recording.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** How the requests of the next lines are sent. */
interface Manner {
  apiKey: string;
  host: string;
  secure: boolean;
  method: 'GET' | 'POST';
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * The log of a recording. Its words:
 * `page URL`, `frame N`, `library queueing|loaded`, `is anonymous|named ID`, `is nobody`;
 * `call METHOD ARGUMENTS [as ID|nobody]` ran, `queue METHOD ARGUMENTS` waits, `run [as ID]` runs
 * what waits; `alias P N`, `event P NAME`, `set P NAME=VALUE…`, `get URL`, `post URL BODY`, each with
 * `-> STATUS`, `-> blocked|failed ERROR`, `-> held` or `-> pending` (delivered with 200 if absent),
 * `again` for the last request byte for byte; `key`, `host`, `scheme`, `method` for the requests
 * that follow; `unread URL PROBLEM BYTES` for a body that is not known; `wait 5s`; `note CODE`. Every
 * line takes 10 ms.
 */
export function play({ steps, title }: Recording): LogBuilder {
  const made = log();
  const manner: Manner = {
    apiKey: 'key-1',
    host: 'trk.kissmetrics.io',
    secure: true,
    method: 'GET',
  };
  for (const step of steps) {
    try {
      playStep(made, manner, step);
    } catch (error) {
      throw new Error(`${title}, line ${step.line}: ${(error as Error).message}`);
    }
  }
  return made;
}

function playStep(made: LogBuilder, manner: Manner, step: Step): void {
  const { word, values } = step;
  const [first, second] = values;
  const options: RequestOptions = { ...manner, ...outcomeOf(step) };
  switch (word) {
    case 'page':
      made.page(String(first));
      return;
    case 'frame':
      made.frame(Number(first));
      return;
    case 'library':
      made.library(first === 'queueing' ? 'queueing' : 'loaded', { apiKey: manner.apiKey });
      return;
    case 'is':
      if (first === 'nobody') made.noIdentity();
      else if (first === 'anonymous') made.anonymous(String(second));
      else made.named(String(second));
      return;
    case 'call': {
      const as = values.indexOf('as');
      const args = values.slice(1, as < 0 ? undefined : as);
      if (as < 0) made.call(method(first), ...args);
      else made.callAs(identity(values[as + 1]), String(first), ...args);
      return;
    }
    case 'queue':
      made.queued(method(first), ...values.slice(1));
      return;
    case 'run':
      made.runQueue(first === 'as' ? identity(second) : undefined);
      return;
    case 'alias':
      made.alias(orNone(first), orNone(second), options);
      return;
    case 'event':
      made.event(orNone(first), orNone(second), options);
      return;
    case 'set':
      made.properties(orNone(first), pairs(values.slice(1)), options);
      return;
    case 'get':
      made.request(String(first), { ...options, method: 'GET' });
      return;
    case 'post':
      made.request(String(first), { ...options, method: 'POST', body: bodyOf(second) });
      return;
    case 'unread':
      made.request(String(first), {
        ...{ ...options, method: 'POST', bodyProblem: String(second) },
        bodySize: Number(values[2]),
      });
      return;
    case 'again':
      made.again(outcomeOf(step));
      return;
    case 'wait':
      made.wait(duration(String(first)));
      return;
    case 'note':
      made.note(first as 'gap');
      return;
    default:
      setManner(manner, word, String(first));
  }
}

function bodyOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function setManner(manner: Manner, word: string, value: string): void {
  if (word === 'key') manner.apiKey = value;
  else if (word === 'host') manner.host = value;
  else if (word === 'scheme') manner.secure = value === 'https';
  else if (word === 'method') manner.method = value === 'POST' ? 'POST' : 'GET';
  else throw new Error(`${word} is not a word of recordings`);
}

/** `none` is a parameter that is absent. */
function orNone(value: unknown): string | null {
  return value === undefined || value === 'none' ? null : String(value);
}

function identity(value: unknown): string | null {
  return value === 'nobody' ? null : String(value);
}

function method(value: unknown): string | null {
  return value === 'function' ? null : String(value);
}

function pairs(values: readonly unknown[]): Record<string, string> {
  return Object.fromEntries(values.map((value) => String(value).split('=')));
}

function duration(text: string): number {
  const [, number, unit] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? [];
  if (unit === undefined) throw new Error(`${text} is no duration`);
  return Number(number) * (UNITS[unit] ?? 1);
}

function outcomeOf({ outcome }: Step): RequestOptions {
  if (outcome === null) return {};
  const [word = '', error] = outcome;
  const status = Number(word);
  if (Number.isInteger(status)) {
    return { delivery: status < 400 ? 'delivered' : 'failed', status };
  }
  const made: Mutable<RequestOptions> = { delivery: word as FinalDelivery | 'pending' };
  if (error !== undefined) made.error = error;
  return made;
}
