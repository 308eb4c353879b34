import { COOKIES } from '../../src/core/kissmetrics/cookies.ts';
import { document, type Loading, type PageContent, type PageOptions } from './layout.ts';
import { CHECKOUT, checkoutPage, SHOP, shopPage, WIDGET, widgetPage } from './shop.ts';
import { WRONG, wrongPage } from './wrong.ts';

const LIBRARY_COOKIES = COOKIES.filter(({ setBy }) => setBy === 'library').map(({ name }) => name);

export interface Served {
  readonly html: string;
  /** `Set-Cookie` headers. */
  readonly cookies: readonly string[];
}

/** The page of a demo site; undefined for any other address. */
export function pageFor(url: URL, cookies: string): Served | undefined {
  const chosen = (name: string): string =>
    url.searchParams.get(name) ?? new RegExp(`shop_${name}=(\\w+)`).exec(cookies)?.[1] ?? '';
  const lib = chosen('lib');
  const options: PageOptions = {
    generation: chosen('gen') === 'newer' ? 'newer' : 'older',
    loading: lib === 'late' || lib === 'never' ? (lib satisfies Loading) : 'loaded',
  };
  const content = contentFor(url, options);
  if (!content) return undefined;
  const forgotten = LIBRARY_COOKIES.map(
    (name) => `${name}=; Path=/; Domain=.${url.hostname}; Max-Age=0`,
  );
  return {
    html: document(content, options),
    cookies: [
      // What the address chose is remembered for the pages that follow.
      ...(url.searchParams.has('gen') ? [`shop_gen=${options.generation}; Path=/`] : []),
      ...(content.fresh ? forgotten : []),
    ],
  };
}

function contentFor(url: URL, options: PageOptions): PageContent | undefined {
  switch (url.origin) {
    case SHOP:
      return shopPage(url.pathname, options);
    case CHECKOUT:
      return url.pathname === '/' ? checkoutPage : undefined;
    case WIDGET:
      return url.pathname === '/' ? widgetPage : undefined;
    case WRONG:
      return wrongPage(url.pathname);
    default:
      return undefined;
  }
}
