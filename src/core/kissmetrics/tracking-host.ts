import type { TrackingHost } from './decode.ts';

const TEXT = /^(?:https?:\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)*)(?::\d+)?(\/[^?#\s*]*)?$/i;

/** Reads `HOST`, `HOST/PATH`, or a URL of that; null for anything else. */
export function parseTrackingHost(text: string): TrackingHost | null {
  const parts = TEXT.exec(text.trim());
  if (parts?.[1] === undefined) return null;
  return { host: parts[1].toLowerCase(), pathPrefix: (parts[2] ?? '').replace(/\/+$/, '') };
}

/** The text that `parseTrackingHost` reads. */
export function trackingHostText({ host, pathPrefix }: TrackingHost): string {
  return `${host}${pathPrefix}`;
}

/** What keeps a text from being a tracking host. */
export type HostProblem =
  | 'empty'
  | 'scheme'
  | 'wildcard'
  | 'query'
  | 'user'
  | 'ipv6'
  | 'port'
  | 'dot'
  | 'letters'
  | 'long'
  | 'host';

const LONGEST_HOST = 253;
const LONGEST_PATH = 500;
/** What each mistake looks like, in the order in which they are told. */
const PROBLEMS: readonly (readonly [HostProblem, RegExp])[] = [
  ['empty', /^$/],
  ['scheme', /^[a-z][a-z0-9+.-]*:\/\//i],
  ['wildcard', /\*/],
  ['query', /[?#]/],
  ['user', /^[^/]*@/i],
  ['ipv6', /^\[/i],
  ['dot', /^[^/]*\.(?::\d*)?(?:\/|$)/i],
  ['port', /^[^/:]*:(?!\d+(?:\/|$))/i],
  ['letters', /^[^/]*[^\0-\x7f]/i],
];

/** Why `parseTrackingHost` does not take a text, or why no browser would; null if it is fine. */
export function trackingHostProblem(text: string): HostProblem | null {
  const plain = text.trim().replace(/^https?:\/\//i, '');
  const found = PROBLEMS.find(([, mistake]) => mistake.test(plain));
  if (found) return found[0];
  const host = parseTrackingHost(plain);
  if (host === null) return 'host';
  if (host.host.length > LONGEST_HOST || host.pathPrefix.length > LONGEST_PATH) return 'long';
  const labels = host.host.split('.');
  if (labels.some((label) => label.length > 63)) return 'long';
  return labels.some((label) => /^-|-$/.test(label)) ? 'host' : null;
}
