import { document, type Loading, type PageContent, type PageOptions } from './layout.ts';
import { CHECKOUT, checkoutPage, SHOP, shopPage, WIDGET, widgetPage } from './shop.ts';
import { WRONG, wrongPage } from './wrong.ts';

export interface Served {
  readonly html: string;
  /** Remembers what the address chose, for the pages that follow. */
  readonly cookie?: string;
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
  const html = document(content, options);
  const gen = url.searchParams.get('gen');
  return gen === null ? { html } : { html, cookie: `shop_gen=${options.generation}; Path=/` };
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
