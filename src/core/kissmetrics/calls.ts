import type { TrackingKind } from './hosts.ts';
import type { METHODS } from './names.ts';

export type Method = (typeof METHODS)[number];

/** A method of the library as a page calls it. */
export interface MethodFacts {
  readonly name: Method;
  /** Arguments in order, as the vendor names them; optional ones end in `?`. */
  readonly arguments: readonly string[];
  /** The requests that it may cause, at once or when what it tracks happens. */
  readonly causes: readonly TrackingKind[];
  /** Whether it can change the current identity. */
  readonly changesIdentity: boolean;
  /** Message key of what it does. */
  readonly meaning: string;
}

/**
 * The library's methods. Source: https://support.kissmetrics.io/reference, the vendor's older
 * support site and the library's code.
 */
export const CALLS: readonly MethodFacts[] = [
  fact('identify', ['identity'], ['alias'], true),
  fact('alias', ['new identity', 'old identity?'], ['alias'], false),
  fact('clearIdentity', [], [], true),
  fact('record', ['event name', 'properties?', 'callback?'], ['event', 'properties'], false),
  fact('set', ['properties', 'callback?'], ['properties'], false),
  fact('trackClick', ['element', 'event name', 'properties?'], ['event'], false),
  fact('trackClickOnOutboundLink', ['link', 'event name', 'properties?'], ['event'], false),
  fact('trackSubmit', ['form', 'event name', 'properties?'], ['event', 'alias'], true),
];

/** Further methods that the library has: for its own use, or for reading. Calling them is no mistake. */
export const OTHER_METHODS: readonly string[] = [
  'i',
  'ts',
  'rvs',
  'tr',
  'pageView',
  'setReferrer',
  'trackSearchHits',
  'checkForUTM',
  'signedUp',
  'upgraded',
  'downgraded',
  'billed',
  'canceled',
  'cancelled',
];

function fact(
  name: Method,
  args: readonly string[],
  causes: readonly TrackingKind[],
  changesIdentity: boolean,
): MethodFacts {
  return { name, arguments: args, causes, changesIdentity, meaning: `method_${name}` };
}

const BY_NAME = new Map<string, MethodFacts>(CALLS.map((call) => [call.name, call]));

/** What is known of a method; undefined for one that pages do not call or that does not exist. */
export function callFacts(method: string): MethodFacts | undefined {
  return BY_NAME.get(method);
}
