import {
  COOKIE_ANONYMOUS,
  COOKIE_NAMED,
  COOKIE_PREFIX,
  COPIES,
  COPY_ANONYMOUS,
  COPY_NAMED,
  LIBRARY_KEY,
  REMEMBERED,
  SNIPPET_KEY,
} from '../core/kissmetrics/names.ts';
import { LIMITS, type LibraryIds } from '../protocol/claims.ts';
import { cookieIn, cookieText } from './cookies.ts';
import {
  apply,
  bare,
  cut,
  getOwnPropertyDescriptor,
  match,
  now,
  ObjectOf,
  plain,
} from './primitives.ts';

export interface Reading {
  readonly id: string | null;
  readonly named: boolean;
  readonly source: 'library' | 'cookie';
}

const text = (value: unknown): string =>
  typeof value === 'string' ? cut(value, LIMITS.text) : typeof value === 'number' ? `${value}` : '';

/** A library whose `KM.i()` took too long to be asked again. */
let slow: object | undefined;

/**
 * What `KM.i()` would return at this moment, without making it: it keeps its answer, which from then
 * on wins over the cookies. So it is asked only where the library remembers an answer anyway;
 * otherwise the answer is worked out in its order: named ID, anonymous ID, each by cookie, then by the
 * library's copy of the cookie. Without any of them there is no identity yet: the library would
 * make one.
 * @param cookies of the document, as it reads them
 * @param complete the library is complete, so that `KM.i()` can be called
 * @param computed the page itself has made a library compute its answer whose memory cannot be seen
 */
export function readIdentity(
  cookies: string,
  library: object | null,
  complete: boolean,
  computed: boolean,
): Reading {
  const copies = library && plain(library, COPIES);
  const stored = (name: string): string =>
    cookieIn(cookies, COOKIE_PREFIX + name) || text(plain(ObjectOf(copies), name));
  const named = stored(COPY_NAMED);
  const inCookies = named || stored(COPY_ANONYMOUS);
  const remembered = text(library && plain(library, REMEMBERED));
  let id = remembered || cut(inCookies, LIMITS.text);
  let asked = false;
  const safe =
    remembered ||
    (computed && inCookies && !getOwnPropertyDescriptor(library as object, REMEMBERED));
  const i = complete && safe && library !== slow && (library as { i?: unknown }).i;
  if (typeof i === 'function') {
    const began = now();
    try {
      id = text(apply(i as () => unknown, library, []));
      asked = true;
    } catch {
      // A library that cannot say leaves the cookies.
    }
    if (now() - began > LIMITS.patience) slow = library as object;
  }
  return { id: id || null, named: id !== '' && id === named, source: asked ? 'library' : 'cookie' };
}

const OURS = /(?:^|; )(?:km_|kvcd=)[^;]*/g;

/** Of a document's cookies those whose names are like Kissmetrics', with what is between them. */
export function ownCookies(cookies: string): string {
  let own = '';
  for (;;) {
    const one = match(OURS, cookies);
    if (!one) return own;
    own += one[0];
  }
}

/** The API key as library or snippet hold it. */
export function readApiKey(): string | undefined {
  return text(plain(window, LIBRARY_KEY)) || text(plain(window, SNIPPET_KEY)) || undefined;
}

/** What shows of which generation the library is; absent without a library. */
export function readIds(library: object | null): LibraryIds | undefined {
  const cookies = cookieText();
  return library
    ? bare([
        !!getOwnPropertyDescriptor(library, REMEMBERED),
        cookieIn(cookies, COOKIE_NAMED),
        cookieIn(cookies, COOKIE_ANONYMOUS),
      ])
    : undefined;
}
