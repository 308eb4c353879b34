import fc from 'fast-check';
import type { Observation } from '../../../src/core/session/observation.ts';
import { ANON, ANON_2, argument, START } from './log.ts';

const UUID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const UUID_2 = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const identity = fc.constantFrom(
  ...[ANON, ANON_2, 'alice', 'bob', 'Bob', 'guest', '10.0.0.1', ''],
  ...[UUID, UUID, UUID_2, UUID.toUpperCase(), `$device:${UUID}`],
);
const apiKey = fc.constantFrom('key-1', 'key-1', 'key-1', 'key-2', '');
const at = fc.integer({ min: 0, max: 30 }).map((step) => START + step * 700);
const frameId = fc.constantFrom(0, 0, 0, 5);
const documentId = fc.constantFrom('d1', 'd1', 'd2', undefined);
const text = fc.string({ unit: 'binary', maxLength: 6 });

const place = fc.record({ at, frameId, documentId }).map(({ documentId: id, ...rest }) => ({
  ...rest,
  ...(id === undefined ? {} : { documentId: id }),
}));

const url = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom('a', 'a', 'a', 'e', 's'), apiKey, identity, identity)
      .map(([kind, k, p, n]) => {
        const query = Object.entries({ _k: k, _p: p, ...(kind === 's' ? { plan: n } : { _n: n }) });
        const pairs = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
        return `https://trk.kissmetrics.io/${kind}?${pairs.join('&')}`;
      }),
  },
  { weight: 1, arbitrary: text.map((query) => `http://trk.kissmetrics.com/a?${query}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'http://api.kissmetrics.com/v1/products/p-1/tracking/e?_signature=s%3D',
      'https://trk.kissmetrics.io/a?_k=key-1',
      'https://trc.kissmetrics.io:443/e?_k=key-1&',
    ),
  },
  { weight: 1, arbitrary: text },
);

const batchItem = fc.oneof(
  fc.record({ identity, timestamp: fc.constant(1_700_000_000), event: text }),
  fc.record({ identity, alias: identity }),
  fc.record({ identity, plan: text }),
  fc.constantFrom<unknown[]>(
    null,
    {},
    7,
    { identity: 42, alias: null },
    { _k: 'key-1', alias: {} },
  ),
);
/** Bodies, whole and in part, and why they are not. */
const posted = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  {
    weight: 2,
    arbitrary: fc
      .array(batchItem, { maxLength: 3 })
      .chain((data) => fc.constantFrom(JSON.stringify({ data }), JSON.stringify(data)))
      .map((body) => ({ body })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(apiKey, identity, identity).map(([k, p, n]) => ({
      body: `_k=${k}&_p=${encodeURIComponent(p)}&_n=${encodeURIComponent(n)}`,
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('cut', 'file', 'not UTF-8', 'not recorded', 'lost', 'Unknown error.'),
        fc.constantFrom<{ body?: string; bodySize?: number }[]>(
          {},
          { bodySize: 37 },
          { body: '_p=bob&_n=al' },
        ),
      )
      .map(([bodyProblem, more]) => ({ bodyProblem, ...more })),
  },
  { weight: 1, arbitrary: text.map((body) => ({ body })) },
);

const call = fc.oneof(
  fc.tuple(fc.constant('identify'), identity),
  fc.tuple(fc.constant('identify'), fc.constantFrom(null, 'null', 0, 42, undefined)),
  fc.tuple(fc.constant('alias'), identity, identity),
  fc.tuple(fc.constant('record'), identity),
  fc.tuple(fc.constant('set'), fc.constant({ plan: 'pro' })),
  fc.tuple(fc.constantFrom('clearIdentity', 'recrod', '__proto__', 'trackSubmit', null)),
);

/** Properties that only some have. */
function more(all: Record<string, fc.Arbitrary<string>>) {
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [
      name,
      fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value }),
    ]),
  );
}

const what = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('request'),
      witness: fc.constantFrom('network', 'network', 'file'),
      method: fc.constantFrom('GET', 'POST', 'POST', 'HEAD', 'OPTIONS', ''),
      url,
      posted,
      number: fc.nat({ max: 8 }),
      ...more({ worker: fc.constant('own'), time: fc.constantFrom('unknown', 'no-zone') }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('outcome'),
      delivery: fc.constantFrom('delivered', 'failed', 'blocked', 'held'),
      number: fc.nat({ max: 8 }),
      ...more({
        redirect: url,
        internal: fc.constant('yes'),
        error: fc.constant('SERVICE_WORKER'),
        time: fc.constantFrom('unknown', 'no-zone'),
      }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('call'),
      phase: fc.constantFrom('queued', 'ran', 'ran'),
      call,
      number: fc.nat({ max: 8 }),
      before: fc.option(identity),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('identity'),
      id: fc.option(identity),
      source: fc.constant('library'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('cookies'),
      values: fc.dictionary(fc.constantFrom('km_ai', 'km_ni', 'km_uq'), identity),
      number: fc.nat({ max: 12 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('library'),
      state: fc.constantFrom('queueing', 'loaded'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('navigation'),
      url: fc.constantFrom(
        'https://a.test/?kmi=bob',
        `https://a.test/?kmi=${UUID_2}`,
        'https://b.test/',
        '',
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('note'), code: fc.constantFrom('gap', 'reset') }),
  },
);

function observation(made: Record<string, unknown>): Observation {
  const { number, call: parts, before, values, posted: body, ...given } = made;
  const rest = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  Object.assign(rest, body);
  if (rest.type === 'request' || rest.type === 'outcome') rest.requestId = `r${number}`;
  if (rest.type === 'identity') {
    const { id } = rest;
    rest.kind = id === null ? 'none' : id === ANON || id === ANON_2 ? 'anonymous' : 'named';
  }
  if (rest.type === 'cookies') {
    const pairs = Object.entries(values as Record<string, string>);
    rest.cookies = pairs.map(([name, value]) => ({ name, value }));
    if (Number(number) <= 8) rest.callId = `c${number}`;
  }
  if (rest.type === 'call') {
    const [method, ...args] = parts as unknown[];
    Object.assign(rest, {
      callId: `c${number}`,
      through: 'queue',
      method,
      args: args.map(argument),
    });
    if (before !== null) rest.identityBefore = before;
  }
  return rest as unknown as Observation;
}

/**
 * Logs of every type of observation, with few identities and times, so that much coincides; half
 * of them arrive in the order of time, as most do.
 */
export const arbitraryLog: fc.Arbitrary<readonly Observation[]> = fc
  .tuple(fc.array(fc.tuple(what, place), { maxLength: 40 }), fc.boolean())
  .map(([list, inOrder]) => {
    const times = list.map(([, where]) => where.at);
    if (inOrder) times.sort((a, b) => a - b);
    return list.map(([made, where], seq) =>
      observation({ ...made, ...where, at: times[seq], seq }),
    );
  });
