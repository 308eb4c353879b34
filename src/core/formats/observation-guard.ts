import * as v from 'valibot';
import { COOKIE_NAMES } from '../kissmetrics/cookies.ts';
import type { Observation } from '../session/observation.ts';
import { BODY_ENCODINGS } from './bodies/body-text.ts';
import type { FileClock } from './file-time.ts';
import type { JsonValue } from './json-picker.ts';
import type { ProblemList, Why } from './problem.ts';
import { isTime } from './time.ts';

const text = v.string(says('not_text'));
const flag = <const T extends readonly string[]>(words: T) => v.picklist(words, says('not_known'));
const whole = v.pipe(v.number(says('not_number')), v.safeInteger(says('not_number')));
const optionalText = v.exactOptional(text);
const apiKey = { apiKey: optionalText };
const byDevTools = { witness: v.exactOptional(flag(['devtools'] as const)) };

const base = {
  seq: v.pipe(whole, v.minValue(0, says('not_number'))),
  at: v.pipe(
    v.number(says('not_number')),
    v.check((at) => isTime(at), says('not_time')),
  ),
  time: v.exactOptional(flag(['no-zone', 'unknown'] as const)),
  frameId: whole,
  documentId: optionalText,
};

const argument = v.object(
  {
    type: flag([
      'string',
      'number',
      'boolean',
      'null',
      'undefined',
      'object',
      'function',
      'other',
    ] as const),
    text,
    fullLength: v.exactOptional(v.pipe(whole, v.minValue(0, says('not_number')))),
  },
  says('not_object'),
);

/** The shape of each type of observation. A record, so that a new type does not compile without. */
const SHAPES = {
  request: v.object({
    type: v.literal('request'),
    ...base,
    witness: flag(['network', 'devtools', 'page', 'file'] as const),
    requestId: text,
    method: text,
    url: text,
    transport: optionalText,
    documentUrl: optionalText,
    body: optionalText,
    bodyProblem: optionalText,
    bodySize: v.exactOptional(v.pipe(whole, v.minValue(0, says('not_number')))),
    bodyEncoding: v.exactOptional(flag(BODY_ENCODINGS)),
    stack: optionalText,
    worker: v.exactOptional(flag(['own', 'shared'] as const)),
    prerendered: v.exactOptional(flag(['yes'] as const)),
  }),
  outcome: v.object({
    type: v.literal('outcome'),
    ...base,
    requestId: text,
    delivery: flag(['delivered', 'failed', 'blocked', 'held'] as const),
    status: v.exactOptional(whole),
    error: optionalText,
    redirect: optionalText,
    internal: v.exactOptional(flag(['yes'] as const)),
    answeredBy: v.exactOptional(flag(['worker'] as const)),
  }),
  call: v.object({
    type: v.literal('call'),
    ...base,
    callId: text,
    phase: flag(['queued', 'ran'] as const),
    through: flag(['queue', 'library'] as const),
    method: v.nullable(text),
    args: v.array(argument, says('not_array')),
    stack: optionalText,
    identityBefore: v.exactOptional(v.nullable(text)),
    exists: v.exactOptional(v.boolean(says('not_known'))),
  }),
  identity: v.object({
    type: v.literal('identity'),
    ...base,
    id: v.nullable(text),
    kind: flag(['anonymous', 'named', 'none'] as const),
    source: flag(['library', 'cookie'] as const),
    ...byDevTools,
    ...apiKey,
  }),
  cookies: v.object({
    type: v.literal('cookies'),
    ...base,
    cookies: v.array(
      v.object(
        {
          name: flag(COOKIE_NAMES),
          value: text,
          fullLength: v.exactOptional(v.pipe(whole, v.minValue(0, says('not_number')))),
        },
        says('not_object'),
      ),
      says('not_array'),
    ),
    callId: optionalText,
  }),
  library: v.object({
    type: v.literal('library'),
    ...base,
    state: flag(['queueing', 'loaded'] as const),
    generation: v.exactOptional(flag(['older', 'newer'] as const)),
    ...apiKey,
    documentUrl: optionalText,
    ...byDevTools,
  }),
  navigation: v.object({ type: v.literal('navigation'), ...base, url: text }),
  note: v.object({
    type: v.literal('note'),
    ...base,
    code: flag([
      'gap',
      'cleared',
      'reset',
      'limited',
      'unreadable',
      'damaged',
      'unsaved',
      'evicted',
      'displaced',
      'updated',
      'sandbox',
      'simulated',
      'restored',
      'undone',
      'worker_unknown',
    ] as const),
    detail: optionalText,
  }),
} satisfies { [T in Observation['type']]: v.GenericSchema<unknown, Observation & { type: T }> };

/**
 * An observation from a file; null if it is none, which becomes a problem at `where`. Members that
 * are not known are left out. One without a usable time is dated by the clock.
 */
export function readObservation(
  value: JsonValue,
  where: string,
  problems: ProblemList,
  clock: FileClock,
): Observation | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.leaveOut(where, 'not_object');
    return null;
  }
  const type = 'type' in value ? value.type : undefined;
  if (typeof type !== 'string' || !Object.hasOwn(SHAPES, type)) {
    problems.leaveOut(`${where}.type`, type === undefined ? 'missing' : 'not_known');
    return null;
  }
  const shape = SHAPES[type as Observation['type']];
  const dated = { ...value, ...clock.observation('at' in value ? value.at : undefined) };
  const result = v.safeParse(shape as v.GenericSchema<unknown, Observation>, dated, {
    abortEarly: true,
  });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = (issue.path ?? []).map(({ key }) =>
    typeof key === 'number' ? `[${key}]` : `.${String(key)}`,
  );
  const known = issue.type === 'object' ? 'missing' : issue.message;
  problems.leaveOut(`${where}${path.join('')}`, known as Why);
  return null;
}

/** Whether a value from a store is an observation, perhaps with members that are not known. */
export function isObservation(value: unknown): value is Observation {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  const { type } = value;
  return typeof type === 'string' && Object.hasOwn(SHAPES, type)
    ? v.is(SHAPES[type as Observation['type']], value)
    : false;
}

/** Messages are reasons of ours. */
function says(why: Why): Why {
  return why;
}
