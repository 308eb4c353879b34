import { clearsIdentity, identityArgument } from '../../kissmetrics/arguments.ts';
import { callFacts } from '../../kissmetrics/calls.ts';
import { isIdCookie } from '../../kissmetrics/cookies.ts';
import { decodeTrackingRequest, isForm } from '../../kissmetrics/decode.ts';
import { type KindLists, listMatcher } from '../../people/kinds/kind-lists.ts';
import type {
  CallArgument,
  CookieState,
  Observation,
  RequestObservation,
} from '../../session/observation.ts';
import { encodeComponent } from '../encode.ts';
import { maskBatch } from './batch.ts';
import { collect } from './collect.ts';
import { Matcher } from './matcher.ts';
import { Pseudonyms } from './pseudonyms.ts';
import { maskQuery, type Replacements } from './query.ts';

export interface Mask {
  /** An observation of the log, masked. */
  observation(observation: Observation): Observation;
  /** Any text, with every identity and API key of the log replaced. */
  text(text: string): string;
  /** The stand-in of one identity. */
  identity(id: string): string;
  /** The stand-in of one API key. */
  apiKey(key: string): string;
  /** Lists that say of the stand-ins what the user's lists say of the identities of the log. */
  kindLists(lists: KindLists): KindLists;
}

/** Bytes that no URL has; a request with one is malformed, and stays so. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const NOT_IN_A_URL = /[\u0000- \u007f"<>]/;

/**
 * Makes a mask for a log: identities and API keys become stable stand-ins, in the order of their
 * first appearance, in URLs, bodies, arguments, stacks and every other text. The masked log folds to
 * a session of the same form. Other personal data, in properties or addresses, stay as they are
 * unless they are an identity too.
 */
export function createMask(observations: Iterable<Observation>): Mask {
  const all = [...observations];
  const collected = collect(all);
  const pseudonyms = new Pseudonyms(collected.identities);
  const matcher = new Matcher();
  for (const id of collected.identities) pseudonyms.identity(id);
  for (const key of collected.apiKeys) pseudonyms.apiKey(key);
  for (const [id, other] of pseudonyms.identities) addForms(matcher, id, other);
  for (const [key, other] of pseudonyms.apiKeys) addForms(matcher, key, other);
  const requests = new RequestMask();
  const byUrl = new Map<string, RequestObservation>();
  for (const one of all)
    if (one.type === 'request' && !byUrl.has(withoutHash(one.url)))
      byUrl.set(withoutHash(one.url), one);

  const by: Replacements = {
    identity: (id) => (id === '' ? '' : pseudonyms.identity(id)),
    apiKey: (key) => pseudonyms.apiKey(key),
    value: (text) => pseudonyms.identities.get(text) ?? matcher.replace(text),
  };

  function url(text: string): string {
    const [, before = '', query, hash = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(text) ?? [];
    const masked = query === undefined ? '' : `?${maskQuery(query, null, by)}`;
    return by.value(before) + masked + matcher.replace(hash);
  }

  function argument(given: CallArgument): CallArgument {
    return { ...given, text: by.value(given.text) };
  }

  /** An argument that the probe cut begins like an identity that was sent. */
  function identityOf(given: CallArgument): CallArgument {
    if (clearsIdentity(given) || identityArgument(given) === null) return argument(given);
    const { text, fullLength } = given;
    if (fullLength === undefined) return { ...given, text: by.identity(text) };
    return { ...given, ...cutIdentity(text, fullLength) };
  }

  function cutIdentity(text: string, fullLength: number): { text: string; fullLength: number } {
    const whole = [...pseudonyms.identities.keys()].find(
      (id) => id.length === fullLength && id.startsWith(text),
    );
    const other = by.identity(whole ?? text.padEnd(fullLength, '…'));
    return { text: other.slice(0, text.length), fullLength: other.length };
  }

  function cookie(given: CookieState): CookieState {
    const { name, value, fullLength } = given;
    if (!isIdCookie(name)) {
      // Of what was cut, the last word may be the beginning of an identity, by which nothing finds it.
      const known = fullLength === undefined ? value : value.replace(/[^&,;\s]*$/, '');
      return { ...given, value: by.value(known) };
    }
    if (fullLength === undefined) return { ...given, value: by.identity(value) };
    const { text, fullLength: length } = cutIdentity(value, fullLength);
    return { name, value: text, fullLength: length };
  }

  /** As the request that it led to is masked, so that it still leads there. */
  function redirect(text: string): string {
    const next = byUrl.get(withoutHash(text));
    if (next !== undefined) return withoutHash(request(next).url);
    return requestAddress(text).address;
  }

  /** The address of a tracking request, masked, and its fragment. */
  function requestAddress(from: string) {
    const decoded = decodeTrackingRequest(from, undefined, 'any');
    if (decoded === null) return { decoded, address: url(from), fragment: '' };
    const address = withoutHash(from);
    const question = address.indexOf('?');
    const pathOf = (text: string) => (decoded.batch ? matcher.replace(text) : text);
    const masked =
      question < 0
        ? pathOf(address)
        : `${pathOf(address.slice(0, question))}?${maskQuery(address.slice(question + 1), decoded.kind, by)}`;
    return { decoded, address: masked, fragment: from.slice(address.length) };
  }

  function request(observation: RequestObservation): RequestObservation {
    const { url: from, body, stack, documentUrl } = observation;
    const { decoded, address: masked, fragment } = requestAddress(from);
    if (decoded === null) return { ...observation, url: masked, ...texts({ body, stack }) };
    const { kind } = decoded;
    const ending = matcher.replace(fragment);
    const unsafe = NOT_IN_A_URL.test(from) && !NOT_IN_A_URL.test(masked + ending);
    const batch = decoded.batch && body !== undefined ? maskBatch(body, by) : null;
    const sent = {
      method: observation.method,
      address: masked,
      ending: unsafe ? `${ending === '' ? '#' : ending}"` : ending,
      body: batch ?? (body && isForm(body) ? maskQuery(body, kind, by) : texts({ body }).body),
    };
    return {
      ...observation,
      url: requests.distinct(`${observation.method} ${from}\n${body ?? ''}`, sent),
      ...(sent.body === undefined ? {} : { body: sent.body }),
      ...texts({ stack }),
      ...(documentUrl === undefined ? {} : { documentUrl: url(documentUrl) }),
    };
  }

  /** Those that are there, masked. */
  function texts<K extends string>(
    given: Record<K, string | undefined>,
  ): Partial<Record<K, string>> {
    const present = Object.entries(given) as [K, string | undefined][];
    const masked = present.flatMap(([name, text]) =>
      text === undefined ? [] : [[name, matcher.replace(text)] as const],
    );
    return Object.fromEntries(masked) as Partial<Record<K, string>>;
  }

  function observation(given: Observation): Observation {
    switch (given.type) {
      case 'request':
        return request(given);
      case 'outcome':
        return {
          ...given,
          ...texts({ error: given.error }),
          ...(given.redirect === undefined ? {} : { redirect: redirect(given.redirect) }),
        };
      case 'call': {
        const { method, args, stack, identityBefore } = given;
        const names = method === 'identify' || method === 'alias';
        return {
          ...given,
          method: method === null || callFacts(method) ? method : by.value(method),
          args: args.map((arg, index) => (names && index < 2 ? identityOf(arg) : argument(arg))),
          ...texts({ stack }),
          ...(identityBefore ? { identityBefore: by.identity(identityBefore) } : {}),
        };
      }
      case 'cookies':
        return { ...given, cookies: given.cookies.map(cookie) };
      case 'identity':
      case 'library': {
        const key = given.apiKey === undefined ? {} : { apiKey: by.apiKey(given.apiKey) };
        if (given.type === 'identity') {
          return { ...given, ...key, id: given.id === null ? null : by.identity(given.id) };
        }
        const { documentUrl } = given;
        const page = documentUrl === undefined ? {} : { documentUrl: url(documentUrl) };
        return { ...given, ...key, ...page };
      }
      case 'navigation':
        return { ...given, url: url(given.url) };
      case 'note':
        return { ...given, ...texts({ detail: given.detail }) };
    }
  }

  return {
    observation,
    text: (text) => by.value(text),
    identity: by.identity,
    apiKey: by.apiKey,
    kindLists(lists) {
      const listed = listMatcher(lists);
      const standIns = (kind: 'anonymous' | 'named') =>
        [...pseudonyms.identities].flatMap(([id, other]) => (listed(id) === kind ? [other] : []));
      return { anonymous: standIns('anonymous'), named: standIns('named') };
    },
  };
}

const withoutHash = (url: string): string => url.replace(/#.*$/s, '');

/** A text as it is found in URLs, in URLs inside of URLs, in forms and in JSON. */
function addForms(matcher: Matcher, text: string, other: string): void {
  const forms: readonly ((text: string) => string)[] = [
    (plain) => plain,
    encodeComponent,
    (plain) => encodeComponent(plain).replaceAll('%20', '+'),
    (plain) => encodeComponent(encodeComponent(plain)),
    (plain) => JSON.stringify(plain).slice(1, -1),
  ];
  for (const form of forms) matcher.add(form(text), form(other));
}

/** Requests that were different, be it only in how they were encoded, stay so: else one would be a retry. */
class RequestMask {
  readonly #masked = new Map<string, string>();
  readonly #taken = new Set<string>();

  distinct(
    original: string,
    sent: { method: string; address: string; ending: string; body: string | undefined },
  ): string {
    const known = this.#masked.get(original);
    if (known !== undefined) return known;
    let { address } = sent;
    const content = () => `${sent.method} ${address}${sent.ending}\n${sent.body ?? ''}`;
    // An empty parameter is none.
    while (this.#taken.has(content())) address += address.includes('?') ? '&' : '?';
    this.#taken.add(content());
    const url = address + sent.ending;
    this.#masked.set(original, url);
    return url;
  }
}
