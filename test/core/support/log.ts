import type {
  CallArgument,
  FinalDelivery,
  IdentityKindOrNone,
  LibraryObservation,
  NoteObservation,
  Observation,
  Witness,
} from '../../../src/core/session/observation.ts';

/** Two anonymous IDs as the library makes them, with the characters that get mangled. */
export const ANON = '5tyjZxK+/Q1aB2cD3eF4gH5iJau=';
export const ANON_2 = 'Zm9v+mFyYmF6cXV4MTIzNDU2Nzg=';
export const API_KEY = 'abc123';
/** When a log begins: 2026-01-02T03:04:05.000Z, in milliseconds since 1970. */
export const START = Date.UTC(2026, 0, 2, 3, 4, 5);

/** How a request is sent and ends; by default at once and delivered. */
export interface RequestOptions {
  readonly apiKey?: string | null;
  readonly delivery?: FinalDelivery | 'pending';
  readonly status?: number;
  readonly error?: string;
  /** Milliseconds from request to outcome. */
  readonly after?: number;
  readonly method?: string;
  readonly body?: string;
  /** Why the body is not known, or not all of it. */
  readonly bodyProblem?: string;
  readonly bodySize?: number;
  readonly host?: string;
  readonly secure?: boolean;
  readonly witness?: Witness;
  readonly transport?: string;
  /** The address that the answer sends the browser on to. */
  readonly redirect?: string;
  /** Of a redirect: the browser made it itself. */
  readonly internal?: 'yes';
  /** A worker sends it: in no document, and in no frame. */
  readonly worker?: 'own' | 'shared';
  /** Further parameters, in order. */
  readonly and?: Readonly<Record<string, string>>;
}

export interface LogBuilder {
  /** Everything so far, in order of arrival. */
  readonly observations: readonly Observation[];
  /** The clock, in milliseconds since 1970. */
  readonly now: number;
  /** Lets time pass; every step takes 10 ms by itself. */
  wait(ms: number): LogBuilder;
  /** From here on in another frame, and its document if it has one. */
  frame(frameId: number): LogBuilder;
  /** A new document in the frame; `document: null` for a browser without document IDs. */
  page(url: string, options?: { readonly document?: string | null }): LogBuilder;
  /** Back in an earlier document, e.g. for what comes late. */
  document(documentId: string | null): LogBuilder;
  library(
    state: LibraryObservation['state'],
    options?: { readonly generation?: 'older' | 'newer'; readonly apiKey?: string },
  ): LogBuilder;
  anonymous(id: string): LogBuilder;
  named(id: string): LogBuilder;
  noIdentity(): LogBuilder;
  /**
   * What the document's cookies are at the time of the next step.
   * @param ran the latest call has run since they were looked at
   */
  cookies(values: Readonly<Record<string, string>>, ran?: 'ran'): LogBuilder;
  /** A call that ran; arguments as the page would write them. */
  call(method: string | null, ...args: readonly unknown[]): LogBuilder;
  /** The same with `KM.i()` read before it. */
  callAs(identityBefore: string | null, method: string, ...args: readonly unknown[]): LogBuilder;
  /** The same, of which the loaded library said whether it has the method. */
  callOf(exists: boolean, method: string, ...args: readonly unknown[]): LogBuilder;
  /** A call that waits in the queue. */
  queued(method: string | null, ...args: readonly unknown[]): LogBuilder;
  /** The library runs everything that waits in the queue of this document. */
  runQueue(identityBefore?: string | null): LogBuilder;
  alias(p: string | null, n: string | null, options?: RequestOptions): LogBuilder;
  event(p: string | null, name: string | null, options?: RequestOptions): LogBuilder;
  properties(
    p: string | null,
    values: Readonly<Record<string, string>>,
    options?: RequestOptions,
  ): LogBuilder;
  /** A request with the URL as it is given. */
  request(url: string, options?: RequestOptions): LogBuilder;
  /** The last request once more, byte for byte. */
  again(options?: Pick<RequestOptions, 'delivery' | 'status' | 'error' | 'after'>): LogBuilder;
  /** The outcome of the last request. */
  outcome(
    delivery: FinalDelivery,
    options?: { readonly status?: number; readonly error?: string },
  ): LogBuilder;
  note(code: NoteObservation['code'], detail?: string): LogBuilder;
}

/** A call's argument as the probe reports it. */
export function argument(value: unknown): CallArgument {
  if (value === null) return { type: 'null', text: 'null' };
  const type = typeof value;
  if (type === 'object') return { type: 'object', text: JSON.stringify(value) };
  if (type === 'string' || type === 'number' || type === 'boolean' || type === 'undefined') {
    return { type, text: String(value) };
  }
  return { type: type === 'function' ? 'function' : 'other', text: String(value) };
}

/** A readable builder of logs: each step is one thing that happened, 10 ms after the last. */
export function log(start = START): LogBuilder {
  const observations: Observation[] = [];
  const documents = new Map<number, string | null>();
  const waiting: { callId: string; frameId: number; index: number }[] = [];
  const pageUrls = new Map<number, string>();
  let now = start;
  let frameId = 0;
  let ids = 0;
  let last: { url: string; options: RequestOptions; requestId: string } | undefined;

  function base(at = now) {
    const documentId = documents.get(frameId);
    return { seq: observations.length, at, frameId, ...(documentId ? { documentId } : {}) };
  }

  function add(make: () => Observation): LogBuilder {
    now += 10;
    observations.push(make());
    return builder;
  }

  function identity(id: string | null, kind: IdentityKindOrNone): LogBuilder {
    return add(() => ({
      type: 'identity',
      ...base(),
      id,
      kind,
      source: 'library',
      apiKey: API_KEY,
    }));
  }

  function call(
    phase: 'queued' | 'ran',
    method: string | null,
    args: readonly unknown[],
    identityBefore?: string | null,
    exists?: boolean,
  ): LogBuilder {
    const callId = `c${++ids}`;
    if (phase === 'queued') waiting.push({ callId, frameId, index: observations.length });
    return add(() => ({
      type: 'call',
      ...base(),
      callId,
      phase,
      through: phase === 'queued' ? 'queue' : 'library',
      method,
      args: args.map(argument),
      ...(identityBefore === undefined ? {} : { identityBefore }),
      ...(exists === undefined ? {} : { exists }),
    }));
  }

  function send(url: string, options: RequestOptions = {}): LogBuilder {
    const requestId = `r${++ids}`;
    last = { url, options, requestId };
    const { worker } = options;
    const documentUrl = worker ? undefined : pageUrls.get(frameId);
    add(() => ({
      type: 'request',
      ...(worker ? { seq: observations.length, at: now, frameId: -1, worker } : base()),
      witness: options.witness ?? 'network',
      requestId,
      method: options.method ?? 'GET',
      url,
      transport: options.transport ?? 'image',
      ...(documentUrl === undefined ? {} : { documentUrl }),
      ...(options.body === undefined ? {} : { body: options.body }),
      ...(options.bodyProblem === undefined ? {} : { bodyProblem: options.bodyProblem }),
      ...(options.bodySize === undefined ? {} : { bodySize: options.bodySize }),
    }));
    const delivery = options.delivery ?? 'delivered';
    return delivery === 'pending' ? builder : end(delivery, options);
  }

  function end(delivery: FinalDelivery, options: RequestOptions = {}): LogBuilder {
    const requestId = last?.requestId ?? 'none';
    const status = options.status ?? (delivery === 'delivered' ? 200 : undefined);
    const error = options.error;
    observations.push({
      type: 'outcome',
      ...base(now + (options.after ?? 5)),
      requestId,
      delivery,
      ...(status === undefined ? {} : { status }),
      ...(error === undefined ? {} : { error }),
      ...(options.redirect === undefined ? {} : { redirect: options.redirect }),
      ...(options.internal === undefined ? {} : { internal: options.internal }),
    });
    return builder;
  }

  function track(path: string, pairs: Record<string, string | null>, options: RequestOptions = {}) {
    const all = {
      _k: options.apiKey === undefined ? API_KEY : options.apiKey,
      ...pairs,
      ...options.and,
      _t: String(Math.floor((now + 10) / 1000)),
    };
    const query = Object.entries(all)
      .filter((pair): pair is [string, string] => pair[1] !== null)
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .join('&');
    const scheme = options.secure === false ? 'http' : 'https';
    return send(`${scheme}://${options.host ?? 'trk.kissmetrics.io'}${path}?${query}`, options);
  }

  const builder: LogBuilder = {
    observations,
    get now() {
      return now;
    },
    wait(ms) {
      now += ms;
      return builder;
    },
    frame(next) {
      frameId = next;
      return builder;
    },
    page(url, options = {}) {
      documents.set(frameId, options.document === undefined ? `d${++ids}` : options.document);
      pageUrls.set(frameId, url);
      return add(() => ({ type: 'navigation', ...base(), url }));
    },
    document(documentId) {
      documents.set(frameId, documentId);
      return builder;
    },
    library(state, options = {}) {
      const documentUrl = pageUrls.get(frameId);
      return add(() => ({
        type: 'library',
        ...base(),
        state,
        apiKey: API_KEY,
        ...(documentUrl === undefined ? {} : { documentUrl }),
        ...options,
      }));
    },
    anonymous: (id) => identity(id, 'anonymous'),
    named: (id) => identity(id, 'named'),
    noIdentity: () => identity(null, 'none'),
    cookies(values, ran) {
      const callId = ran && observations.findLast((one) => one.type === 'call')?.callId;
      observations.push({
        type: 'cookies',
        ...base(now + 10),
        cookies: Object.entries(values).map(([name, value]) => ({ name, value })),
        ...(callId === undefined ? {} : { callId }),
      });
      return builder;
    },
    call: (method, ...args) => call('ran', method, args),
    callAs: (identityBefore, method, ...args) => call('ran', method, args, identityBefore),
    callOf: (exists, method, ...args) => call('ran', method, args, undefined, exists),
    queued: (method, ...args) => call('queued', method, args),
    runQueue(identityBefore) {
      for (const { callId, index, frameId: frame } of waiting.splice(0)) {
        const made = observations[index];
        if (made?.type !== 'call' || frame !== frameId) continue;
        add(() => ({
          ...made,
          ...base(),
          callId,
          phase: 'ran',
          ...(identityBefore === undefined ? {} : { identityBefore }),
        }));
      }
      return builder;
    },
    alias: (p, n, options) => track('/a', { _p: p, _n: n }, options),
    event: (p, name, options) => track('/e', { _p: p, _n: name }, options),
    properties: (p, values, options) => track('/s', { _p: p, ...values }, options),
    request: send,
    again(options = {}) {
      if (last === undefined) throw new Error('again() needs a request before it');
      const { delivery, status, error, ...rest } = last.options;
      return send(last.url, { ...rest, ...options });
    },
    outcome: end,
    note: (code, detail) =>
      add(() => ({ type: 'note', ...base(), code, ...(detail === undefined ? {} : { detail }) })),
  };
  return builder;
}
