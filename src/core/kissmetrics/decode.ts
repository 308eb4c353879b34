import { batchProduct, readBatch, UNREAD_BATCH } from './batch.ts';
import { TRACKING_PATHS, type TrackingKind, VENDOR_HOSTS } from './hosts.ts';
import { decodeQuery } from './query.ts';
import type {
  BatchPlace,
  TrackingParameter,
  TrackingProblem,
  TrackingRequest,
  UnreadBody,
} from './tracking-request.ts';
import { isText, type SentRequest, unreadBody, withoutBytes } from './unread-body.ts';
import { splitUrl, type UrlParts } from './url.ts';

/** A further host that takes tracking requests, e.g. a first-party proxy. */
export interface TrackingHost {
  /** Host name in lower case, without port. */
  readonly host: string;
  /** What stands before `/a`, `/e`, `/s`: empty, or `/something`. */
  readonly pathPrefix: string;
}

/** Further tracking hosts; `'any'` takes every host and every path that ends like a tracking path. */
export type FurtherHosts = readonly TrackingHost[] | 'any';

/** Characters that no URL carries unencoded; their presence means that it was not a browser's. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const NOT_IN_A_URL = /[\u0000- \u007f"<>]/;
const WHOLE_SECONDS = /^\d+(?:\.\d+)?$/;
/** What a text that is no form begins with: JSON, multipart, XML. */
const NO_FORM = /^\s*(?:[{["<]|--)/;

/** A preflight asks for leave, and carries nothing out. */
export function sendsNothing(method: string): boolean {
  return method.toUpperCase() === 'OPTIONS';
}

/**
 * Decodes a tracking request, of a batch the first item; null if `url` is not a tracking path on a
 * tracking host. Never throws: what cannot be decoded stays as it stands and is named in `problems`.
 * @param body text of a POST's body; its parameters follow those of the URL
 */
export function decodeTrackingRequest(
  url: string,
  body?: string,
  hosts: FurtherHosts = [],
): TrackingRequest | null {
  return decodeTrackingRequests(body === undefined ? { url } : { url, body }, hosts)[0] ?? null;
}

/** Decodes all that a request sends: one, of a batch each item; none if it is no tracking request. */
export function decodeTrackingRequests(
  given: SentRequest,
  hosts: FurtherHosts = [],
): readonly TrackingRequest[] {
  const sent = isText(given.body ?? '') ? given : withoutBytes(given);
  const parts = splitUrl(sent.url);
  if (parts === null) return [];
  const product = batchProduct(parts.host, parts.path, hosts === 'any');
  if (product !== null) return decodeBatch(sent, parts, product);
  const kind = trackingKind(parts.host, parts.path, hosts);
  return kind === undefined ? [] : [decodeSingle(sent, parts, kind)];
}

function decodeSingle(sent: SentRequest, parts: UrlParts, kind: TrackingKind): TrackingRequest {
  const problems = urlProblems(sent.url);
  const inUrl = decodeQuery(parts.query);
  const inBody = decodeForm(sent);
  if (inBody === null) problems.add('body');
  const parameters = inBody === null ? inUrl : inUrl.concat(inBody);
  const first = firstValues(parameters, problems);
  const complete = first.get('_k') && first.get('_p') && (kind === 'properties' || first.get('_n'));
  const unread = unreadBody(sent, Boolean(complete), inBody === null);
  return decoded(kind, parts, parameters, first, problems, unread, null);
}

function decodeBatch(
  sent: SentRequest,
  parts: UrlParts,
  product: string,
): readonly TrackingRequest[] {
  const batch = sent.bodyProblem === undefined ? readBatch(sent.body ?? '') : null;
  if (batch === null || batch.length === 0) {
    const unread = batch === null ? unreadBody(sent, false, Boolean(sent.body)) : null;
    const problems = urlProblems(sent.url);
    if (batch !== null) problems.add('batch-size');
    else if (unread === null || unread.reason === 'form') problems.add('body');
    const place = { product, index: 0, of: batch?.length ?? null };
    const parameters = decodeQuery(parts.query);
    return [decoded(UNREAD_BATCH, parts, parameters, new Map(), problems, unread, place)];
  }
  const { items, length } = batch;
  return items.map(({ kind, parameters }, index) => {
    const problems = urlProblems(sent.url);
    if (length > items.length && index === items.length - 1) problems.add('batch-size');
    const place = { product, index, of: length };
    const first = firstValues(parameters, problems);
    return decoded(kind, parts, parameters, first, problems, null, place);
  });
}

/** Written out: an object literal that begins with a spread is many times slower. */
function decoded(
  kind: TrackingKind,
  { host, secure }: UrlParts,
  parameters: readonly TrackingParameter[],
  first: ReadonlyMap<string, string>,
  problems: ReadonlySet<TrackingProblem>,
  unread: UnreadBody | null,
  batch: BatchPlace | null,
): TrackingRequest {
  const apiKey = first.get('_k') ?? null;
  const time = first.get('_t') ?? '';
  return {
    kind,
    host,
    secure,
    apiKey,
    account: apiKey || (batch?.product ?? null),
    p: first.get('_p') ?? null,
    n: first.get('_n') ?? null,
    time: WHOLE_SECONDS.test(time) ? Number(time) : null,
    parameters,
    problems: [...problems],
    unread,
    batch,
  };
}

function urlProblems(url: string): Set<TrackingProblem> {
  const problems = new Set<TrackingProblem>();
  if (NOT_IN_A_URL.test(url)) problems.add('url');
  return problems;
}

function trackingKind(host: string, path: string, hosts: FurtherHosts): TrackingKind | undefined {
  if (SINGLE_HOSTS.has(host) && TRACKING_PATHS[path]) return TRACKING_PATHS[path];
  const tail = path.slice(-2);
  if (hosts === 'any') return TRACKING_PATHS[tail];
  const prefix = path.slice(0, -2);
  return hosts.some((other) => other.host === host && trimSlash(other.pathPrefix) === prefix)
    ? TRACKING_PATHS[tail]
    : undefined;
}

const SINGLE_HOSTS: ReadonlySet<string> = new Set(
  VENDOR_HOSTS.filter(({ form }) => form === 'single').map(({ host }) => host),
);

function trimSlash(prefix: string): string {
  return prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
}

/** Whether a body is a list of `name=value`, as opposed to JSON, multipart or anything else. */
export function isForm(body: string): boolean {
  return body.includes('=') && !NO_FORM.test(body);
}

/**
 * The parameters of a body; null if it is no form. Of one that is not known whole, what comes last
 * is left out: it may go on where the known part ends.
 */
function decodeForm({ body, bodyProblem }: SentRequest): readonly TrackingParameter[] | null {
  if (!body) return [];
  if (!isForm(body)) return null;
  return decodeQuery(bodyProblem === undefined ? body : body.slice(0, body.lastIndexOf('&') + 1));
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
