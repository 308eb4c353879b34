import type { TrackingKind } from './hosts.ts';
import type { METHODS, OWN_CALLS } from './names.ts';

export type Method = (typeof METHODS)[number] | (typeof OWN_CALLS)[number];

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
  // The same method by another name.
  {
    ...fact('trackForm', ['form', 'event name', 'properties?'], ['event', 'alias'], true),
    meaning: 'method_trackSubmit',
  },
];

/** What the library calls of itself. */
const OWN: readonly MethodFacts[] = [
  fact('au', [], ['alias', 'event', 'properties'], true),
  fact('rvs', [], ['event'], false),
  fact('tr', [], ['properties'], false),
];

/**
 * Further methods that the library has, for its own use or for reading. Calling them is no mistake.
 * For logs that do not say whether the loaded library has a method.
 */
export const OTHER_METHODS: readonly string[] = [
  'i',
  'ts',
  'ab',
  'abi',
  'um',
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

/** The events that further methods of the older library record. */
export const EVENT_OF: Readonly<Record<string, string>> = {
  rvs: 'Visited Site',
  signedUp: 'Signed Up',
  upgraded: 'Upgraded',
  downgraded: 'Downgraded',
  billed: 'Billed',
  canceled: 'Canceled',
  cancelled: 'Canceled',
};

function fact(
  name: Method,
  args: readonly string[],
  causes: readonly TrackingKind[],
  changesIdentity: boolean,
): MethodFacts {
  return { name, arguments: args, causes, changesIdentity, meaning: `method_${name}` };
}

const BY_NAME = new Map<string, MethodFacts>([...CALLS, ...OWN].map((call) => [call.name, call]));

/** What is known of a method; undefined for one that pages do not call or that does not exist. */
export function callFacts(method: string): MethodFacts | undefined {
  return BY_NAME.get(method);
}
