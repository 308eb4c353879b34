import { clearsIdentity, identityArgument, propertyNames } from '../kissmetrics/arguments.ts';
import { EVENT_OF } from '../kissmetrics/calls.ts';
import type { TrackingRequest } from '../kissmetrics/tracking-request.ts';
import type { CallArgument, IdentityKindOrNone } from './observation.ts';

/** What a call is expected to send. */
export interface Expectation {
  /** `must`: it sends; `may`: it depends on what is not known; `nothing`. */
  readonly sends: 'must' | 'may' | 'nothing';
  /** Signatures of the request, any of which matches. */
  readonly signatures: readonly string[];
  /** Property names, where the signature is `ANY_PROPERTIES`; null if unknown. */
  readonly names?: readonly string[] | null;
}

/** Signature of properties whatever their names. */
export const ANY_PROPERTIES = 's';

const NOTHING: Expectation = { sends: 'nothing', signatures: [] };
/** Arguments may have been cut by the probe, so only this many characters are compared. */
const COMPARED = 200;

/** The signatures under which a request may be expected, the most exact first. */
export function requestSignatures(request: TrackingRequest): readonly string[] {
  const { kind, p, n } = request;
  if (kind === 'event') return [eventSignature(n ?? '')];
  if (kind === 'alias') return [pairSignature(p ?? '', n ?? ''), newIdentitySignature(n ?? '')];
  return [propertiesSignature(requestPropertyNames(request)), ANY_PROPERTIES];
}

/** The names of the properties that a request sets. */
export function requestPropertyNames(request: TrackingRequest): readonly string[] {
  return request.parameters.map(({ name }) => name).filter((name) => !name.startsWith('_'));
}

/**
 * What a call sends, by the library's code.
 * @param before the current identity's kind before it ran; undefined if unknown
 */
export function expectation(
  method: string | null,
  args: readonly CallArgument[],
  before: IdentityKindOrNone | undefined,
): Expectation {
  if (method === 'identify') return identifyExpectation(args[0], before);
  if (method === 'alias') return aliasExpectation(args[0], args[1]);
  if (method === 'set') return setExpectation(args[0]);
  const event = method !== null && Object.hasOwn(EVENT_OF, method) && EVENT_OF[method];
  if (event) return may(eventSignature(event));
  if (method === 'tr') return { ...may(propertiesSignature(['returning'])), names: ['returning'] };
  if (method === 'record') {
    const [name] = args;
    if (name?.type === 'object') return setExpectation(name);
    if (name?.type === 'string' && name.text !== '') return must(eventSignature(name.text));
    if (name?.type === 'number' && args.length > 1) return may(eventSignature(name.text));
  }
  return NOTHING;
}

export function newIdentitySignature(id: string): string {
  return `n:${id.slice(0, COMPARED)}`;
}

export function eventSignature(name: string): string {
  return `e:${name.slice(0, COMPARED)}`;
}

function identifyExpectation(
  argument: CallArgument | undefined,
  before: IdentityKindOrNone | undefined,
): Expectation {
  if (clearsIdentity(argument)) return NOTHING;
  const id = identityArgument(argument);
  if (id === null) return NOTHING;
  const signature = newIdentitySignature(id);
  return before === 'anonymous' ? must(signature) : may(signature);
}

function aliasExpectation(
  first: CallArgument | undefined,
  second: CallArgument | undefined,
): Expectation {
  const a = identityArgument(first);
  if (a === null) return NOTHING;
  const b = identityArgument(second);
  if (b === null) return must(newIdentitySignature(a));
  return a === b ? NOTHING : must(pairSignature(a, b));
}

function setExpectation(argument: CallArgument | undefined): Expectation {
  if (argument?.type !== 'object') return NOTHING;
  const names = propertyNames(argument);
  if (names === null) return { sends: 'may', signatures: [ANY_PROPERTIES], names };
  if (names.length === 0) return NOTHING;
  return { sends: 'must', signatures: [propertiesSignature(names), ANY_PROPERTIES], names };
}

function must(signature: string): Expectation {
  return { sends: 'must', signatures: [signature] };
}

function may(signature: string): Expectation {
  return { sends: 'may', signatures: [signature] };
}

/** The order of the two does not matter to Kissmetrics. */
function pairSignature(a: string, b: string): string {
  const pair = [a.slice(0, COMPARED), b.slice(0, COMPARED)].sort();
  return `a:${pair.join('\u0000')}`;
}

function propertiesSignature(names: readonly string[]): string {
  return `s:${[...names].sort().join('\u0000').slice(0, COMPARED)}`;
}
