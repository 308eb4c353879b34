import { TRACKING_HOSTS, TRACKING_PATHS, type TrackingKind } from './hosts.ts';
import { decodeQuery } from './query.ts';
import type { TrackingParameter, TrackingProblem, TrackingRequest } from './tracking-request.ts';
import { splitUrl } from './url.ts';

/** A further host that takes tracking requests, e.g. a first-party proxy. */
export interface TrackingHost {
  /** Host name in lower case, without port. */
  readonly host: string;
  /** What stands before `/a`, `/e`, `/s`: empty, or `/something`. */
  readonly pathPrefix: string;
}

/** Characters that no URL carries unencoded; their presence means that it was not a browser's. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const NOT_IN_A_URL = /[\u0000- \u007f"<>]/;
const WHOLE_SECONDS = /^\d+(?:\.\d+)?$/;

/**
 * Decodes a tracking request; null if `url` is not a tracking path on a tracking host. Never
 * throws: what cannot be decoded stays as it stands and is named in `problems`.
 * @param body text of a POST's body, form-encoded; its parameters follow those of the URL
 * @param hosts further tracking hosts; `'any'` takes every host and every path that ends like one,
 * for requests that were recognised when they were recorded
 */
export function decodeTrackingRequest(
  url: string,
  body?: string,
  hosts: readonly TrackingHost[] | 'any' = [],
): TrackingRequest | null {
  const parts = splitUrl(url);
  if (parts === null) return null;
  const kind = trackingKind(parts.host, parts.path, hosts);
  if (kind === undefined) return null;
  const problems = new Set<TrackingProblem>();
  if (NOT_IN_A_URL.test(url)) problems.add('url');
  const inUrl = decodeQuery(parts.query);
  const parameters = body ? inUrl.concat(decodeBody(body, problems)) : inUrl;
  const first = firstValues(parameters, problems);
  const time = first.get('_t') ?? '';
  return {
    kind,
    host: parts.host,
    secure: parts.secure,
    apiKey: first.get('_k') ?? null,
    p: first.get('_p') ?? null,
    n: first.get('_n') ?? null,
    time: WHOLE_SECONDS.test(time) ? Number(time) : null,
    parameters,
    problems: [...problems],
  };
}

function trackingKind(
  host: string,
  path: string,
  hosts: readonly TrackingHost[] | 'any',
): TrackingKind | undefined {
  if ((TRACKING_HOSTS as readonly string[]).includes(host) && TRACKING_PATHS[path]) {
    return TRACKING_PATHS[path];
  }
  const tail = path.slice(-2);
  if (hosts === 'any') return TRACKING_PATHS[tail];
  const prefix = path.slice(0, -2);
  return hosts.some((other) => other.host === host && trimSlash(other.pathPrefix) === prefix)
    ? TRACKING_PATHS[tail]
    : undefined;
}

function trimSlash(prefix: string): string {
  return prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
}

/** JSON, multipart and anything else that is no list of `name=value` is a problem, not parameters. */
function decodeBody(body: string, problems: Set<TrackingProblem>): readonly TrackingParameter[] {
  if (/^\s*(?:[{["<]|--)/.test(body) || !body.includes('=')) {
    problems.add('body');
    return [];
  }
  return decodeQuery(body);
}

function firstValues(
  parameters: readonly TrackingParameter[],
  problems: Set<TrackingProblem>,
): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const { name, value, broken } of parameters) {
    if (broken) problems.add('percent-encoding');
    if (first.has(name)) problems.add('repeated-parameter');
    else first.set(name, value);
  }
  return first;
}
