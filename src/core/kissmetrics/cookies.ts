/** A cookie that Kissmetrics, or a site for it, keeps on the site's own domain. */
export interface CookieFacts {
  readonly name: string;
  /** Part of who the visitor is: forgetting the visitor has to remove it. */
  readonly identity: boolean;
  /** Which library sets it; `site` is the site itself. */
  readonly setBy: 'library' | 'site';
  /** Message key of what it is. */
  readonly meaning: string;
}

/**
 * Source: the vendor's older support site and the library's code; `kvcd` from recorded cookies.
 * Values are percent-encoded.
 */
export const COOKIES: readonly CookieFacts[] = [
  cookie('km_ai', true),
  cookie('km_ni', true),
  cookie('km_lv', true),
  cookie('km_vs', true),
  cookie('km_uq', true),
  cookie('km_abi', true),
  cookie('kvcd', true),
  { ...cookie('km_ignore', false), setBy: 'site' },
];

function cookie(name: string, identity: boolean): CookieFacts {
  return { name, identity, setBy: 'library', meaning: `cookie_${name}` };
}

const BY_NAME = new Map(COOKIES.map((facts) => [facts.name, facts]));

/** What is known of a cookie; undefined for a foreign one. */
export function cookieFacts(name: string): CookieFacts | undefined {
  return BY_NAME.get(name);
}

/** Whether a cookie is part of who the visitor is. */
export function isIdentityCookie(name: string): boolean {
  return cookieFacts(name)?.identity === true;
}
