import * as v from 'valibot';
import { decodeCookieValue } from '../../core/kissmetrics/cookies.ts';
import { COOKIE_ANONYMOUS, COOKIE_NAMED } from '../../core/kissmetrics/names.ts';
import type { PageReading } from '../../core/kissmetrics/page-reading.ts';
import { siteOf } from '../../core/kissmetrics/page-url.ts';
import type { StoredCookie } from '../../platform/cookies.ts';
import { hostOf, isOfSite } from './hold-plan.ts';
import { MEMORY, NEXT } from './memory-format.ts';

const cookie: v.GenericSchema<unknown, StoredCookie> = v.object({
  name: v.string(),
  value: v.string(),
  domain: v.string(),
  hostOnly: v.boolean(),
  path: v.string(),
  secure: v.boolean(),
  httpOnly: v.boolean(),
  sameSite: v.picklist(['no_restriction', 'lax', 'strict', 'unspecified']),
  expirationDate: v.exactOptional(v.number()),
  partitionKey: v.exactOptional(v.object({ topLevelSite: v.exactOptional(v.string()) })),
  firstPartyDomain: v.exactOptional(v.string()),
});
export const SNAPSHOT = v.object({
  site: v.string(),
  storeId: v.exactOptional(v.string()),
  /** Milliseconds since 1970. */
  at: v.number(),
  cookies: v.array(cookie),
  memories: v.array(MEMORY),
  next: v.array(NEXT),
});
export type Snapshot = v.InferOutput<typeof SNAPSHOT>;

/**
 * The host whose cookies and whose subdomains' cookies make up a visitor: the page's own without
 * `www.`, as the library does by default, or the broadest domain on which a cookie of it stands.
 */
export function visitorSite(
  pageUrl: string,
  cookies: readonly { readonly domain: string }[],
): string {
  const host = hostOf(pageUrl);
  const domains = cookies.map(({ domain }) => domain.replace(/^\./, ''));
  const own = siteOf(pageUrl) ?? '';
  return domains
    .filter((domain) => isOfSite(host, domain))
    .reduce((broadest, domain) => (domain.length < broadest.length ? domain : broadest), own);
}

/** Whether two lists hold the same cookies, equal in every field. */
export function sameCookies(a: readonly StoredCookie[], b: readonly StoredCookie[]): boolean {
  return a.length === b.length && a.every((one) => b.some((other) => identical(one, other)));
}

/** Expiry may come back with another last digit. */
const SLIGHTLY_S = 0.01;

/** Whether two cookies are equal in every field. */
export function identical(a: StoredCookie, b: StoredCookie): boolean {
  const { expirationDate: endA, ...restA } = a;
  const { expirationDate: endB, ...restB } = b;
  const sameEnd =
    endA === undefined || endB === undefined ? endA === endB : Math.abs(endA - endB) < SLIGHTLY_S;
  return sameEnd && canonical(restA) === canonical(restB);
}

const canonical = (value: object): string =>
  JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Whether the libraries of open documents would do what they would have done: use the same identity,
 * and alias it with a new name or not. A document that came later goes by the cookies. Says nothing
 * of a library whose memory cannot be seen.
 */
export function asBefore(
  { cookies, next }: Pick<Snapshot, 'cookies' | 'next'>,
  readings: readonly PageReading[],
): boolean {
  const value = (name: string): string | null => {
    const cookie = cookies.find((one) => one.name === name && one.value !== '');
    return cookie ? decodeCookieValue(cookie.value) : null;
  };
  const byCookies = value(COOKIE_NAMED) ?? value(COOKIE_ANONYMOUS);
  return readings
    .filter(({ library, hidden }) => library === 'loaded' && !hidden)
    .every(({ began, identity, aliases, source }) => {
      const before = next.find(({ document }) => document === began);
      if (before) return before.identity === identity && before.aliases === aliases;
      return source === 'cookie' || identity === byCookies;
    });
}
