import { ANONYMOUS } from '../core/kissmetrics/identity.ts';
import {
  COOKIE_ANONYMOUS,
  COOKIE_NAMED,
  LIBRARY_KEY,
  REMEMBERED,
  SNIPPET_KEY,
} from '../core/kissmetrics/names.ts';
import { LIMITS } from '../protocol/claims.ts';
import { cookieIn, cookieText } from './cookies.ts';
import { apply, cut, getOwnPropertyDescriptor, match, now, plain } from './primitives.ts';

export interface Reading {
  readonly id: string | null;
  readonly named: boolean;
  readonly source: 'library' | 'cookie';
}

const text = (value: unknown): string =>
  typeof value === 'string' ? cut(value, LIMITS.text) : typeof value === 'number' ? `${value}` : '';

/** Milliseconds that `KM.i()` may take; one that took longer is not asked again. */
const PATIENCE = 100;
let slow: object | null = null;

/**
 * The current identity. `KM.i()` generates an ID when there is none, so it is asked only once an
 * ID is remembered or in a cookie; what it does then changes nothing.
 * @param cookies of the document, as it reads them
 * @param complete the library is complete, so that `KM.i()` can be called
 */
export function readIdentity(cookies: string, library: object | null, complete: boolean): Reading {
  const mayAsk = complete && library !== slow;
  const named = cookieIn(cookies, COOKIE_NAMED);
  const cookie = named || cookieIn(cookies, COOKIE_ANONYMOUS);
  const remembered = library ? text(plain(library, REMEMBERED)) : '';
  const i = mayAsk && library ? (library as { i?: unknown }).i : undefined;
  if (typeof i === 'function' && (cookie || remembered)) {
    const began = now();
    try {
      const id = text(apply(i as () => unknown, library, [])) || null;
      return { id, named: id !== null && id === named, source: 'library' };
    } catch {
      // A library that cannot say leaves the cookies.
    } finally {
      if (now() - began > PATIENCE) slow = library;
    }
  }
  const id = (!mayAsk && remembered) || cut(cookie, LIMITS.text) || null;
  return { id, named: id !== null && id === named, source: 'cookie' };
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

/** Which generation the library shows itself to be of. */
export function readGeneration(library: object): 'older' | 'newer' | undefined {
  const cookies = cookieText();
  if (cookieIn(cookies, COOKIE_NAMED) || getOwnPropertyDescriptor(library, REMEMBERED))
    return 'older';
  const id = cookieIn(cookies, COOKIE_ANONYMOUS);
  return id && !match(ANONYMOUS, id) ? 'newer' : undefined;
}
