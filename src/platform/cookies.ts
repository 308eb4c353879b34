import browser, { type Cookies } from 'webextension-polyfill';
import type { PageCookie } from '../protocol/api.ts';

/** A cookie with everything that it takes to set it again exactly. */
export interface StoredCookie {
  readonly name: string;
  /** As it stands, still percent-encoded. */
  readonly value: string;
  readonly domain: string;
  readonly hostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite: 'no_restriction' | 'lax' | 'strict' | 'unspecified';
  /** Seconds since 1970; absent for a session cookie. */
  readonly expirationDate?: number;
  readonly partitionKey?: { readonly topLevelSite?: string };
  /** Firefox with first-party isolation. */
  readonly firstPartyDomain?: string;
}

const inStore = (storeId: string | undefined) => (storeId === undefined ? {} : { storeId });

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Cookies that a page of `url` gets and that `wanted` takes, in the cookie store of its tab. */
export async function cookiesOf(
  url: string,
  storeId: string | undefined,
  wanted: (name: string) => boolean,
): Promise<PageCookie[]> {
  const all = await browser.cookies.getAll({ url, ...inStore(storeId) });
  return all
    .filter((cookie) => wanted(cookie.name))
    .map(({ name, value, domain, path, expirationDate }) => ({
      name,
      value: decoded(value),
      domain,
      path,
      ...(expirationDate !== undefined && { expires: expirationDate }),
    }));
}

/** All cookies of a site and the hosts below it that `wanted` takes, partitioned ones included. */
export async function siteCookies(
  site: string,
  storeId: string | undefined,
  wanted: (name: string) => boolean,
): Promise<StoredCookie[]> {
  const all = await browser.cookies.getAll({
    domain: site,
    partitionKey: {},
    ...inStore(storeId),
  } as Cookies.GetAllDetailsType);
  return all.filter(({ name }) => wanted(name)).map(stored);
}

function stored(cookie: Cookies.Cookie): StoredCookie {
  const { name, value, domain, hostOnly, path, secure, httpOnly, expirationDate } = cookie;
  const { partitionKey, firstPartyDomain } = cookie;
  return {
    name,
    value,
    domain,
    hostOnly,
    path,
    secure,
    httpOnly,
    sameSite: cookie.sameSite as StoredCookie['sameSite'],
    ...(expirationDate !== undefined && { expirationDate }),
    ...(partitionKey && { partitionKey: { ...partitionKey } }),
    ...(firstPartyDomain && { firstPartyDomain }),
  };
}

type Place = Pick<StoredCookie, 'domain' | 'path' | 'secure'>;
const urlOf = ({ domain, path, secure }: Place): string =>
  `${secure ? 'https' : 'http'}://${domain.replace(/^\./, '')}${path}`;

const partition = ({ partitionKey, firstPartyDomain }: Partial<StoredCookie>) => ({
  ...(partitionKey && { partitionKey }),
  ...(firstPartyDomain && { firstPartyDomain }),
});

/** Sets a cookie with all its fields. Rejects if the browser does not take it. */
export async function setCookie(cookie: StoredCookie, storeId: string | undefined): Promise<void> {
  const { name, value, domain, hostOnly, path, secure, httpOnly, sameSite, expirationDate } =
    cookie;
  const set = await browser.cookies.set({
    url: urlOf(cookie),
    name,
    value,
    path,
    secure,
    httpOnly,
    sameSite: sameSite as Cookies.SameSiteStatus,
    ...(!hostOnly && { domain }),
    ...(expirationDate !== undefined && { expirationDate }),
    ...partition(cookie),
    ...inStore(storeId),
  });
  if (!set) throw new Error(`The browser did not take the cookie ${name}.`);
}

/** Removes a cookie on the domain level and in the partition where it stands. */
export async function removeCookie(
  cookie: Place & Pick<StoredCookie, 'name'> & Partial<StoredCookie>,
  storeId: string | undefined,
): Promise<void> {
  await browser.cookies.remove({
    url: urlOf(cookie),
    name: cookie.name,
    ...partition(cookie),
    ...inStore(storeId),
  });
}

/** Calls back when a cookie was set or removed, with the store that it is in. */
export function onCookieChanged(listener: (name: string, storeId: string) => void): void {
  browser.cookies.onChanged.addListener(({ cookie }) => listener(cookie.name, cookie.storeId));
}
