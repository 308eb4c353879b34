import type { CookieState } from '../session/observation.ts';
import { COOKIE_ANONYMOUS, COOKIE_NAMED } from './names.ts';

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

/** Names of them all. */
export const COOKIE_NAMES: readonly string[] = COOKIES.map(({ name }) => name);

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

/** Whether a cookie's value is an identity. */
export function isIdCookie(name: string): boolean {
  return name === COOKIE_ANONYMOUS || name === COOKIE_NAMED;
}

/**
 * The Kissmetrics cookies in a document's own cookie text, decoded, in the order of the table. Of
 * several of one name the first counts, as for the library; an empty one is none.
 * @param longest characters of a value that are kept
 */
export function readCookies(text: string, longest: number): CookieState[] {
  const values = new Map<string, string>();
  for (const pair of text.split(';')) {
    const [, name = '', value = ''] = /^ ?([^=]*)=(.*)$/s.exec(pair) ?? [];
    if (!values.has(name)) values.set(name, decodeCookieValue(value));
  }
  return COOKIES.flatMap(({ name }) => {
    const value = values.get(name);
    if (!value) return [];
    if (value.length <= longest) return [{ name, value }];
    return [{ name, value: value.slice(0, longest), fullLength: value.length }];
  });
}

/** As the library decodes: one that is not well-formed stays as it stands, and `+` is no space. */
export function decodeCookieValue(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
