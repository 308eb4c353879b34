import browser from 'webextension-polyfill';
import type { PageCookie } from '../protocol/api.ts';

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
  const all = await browser.cookies.getAll({ url, ...(storeId !== undefined && { storeId }) });
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

/** Removes a cookie on the domain level where it stands. */
export async function removeCookie(
  pageUrl: string,
  storeId: string | undefined,
  cookie: PageCookie,
): Promise<void> {
  const url = new URL(pageUrl);
  url.hostname = cookie.domain.replace(/^\./, '');
  url.pathname = cookie.path;
  await browser.cookies.remove({
    url: url.href,
    name: cookie.name,
    ...(storeId !== undefined && { storeId }),
  });
}
