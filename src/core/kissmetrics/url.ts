/** The parts of an http(s) URL that matter here; nothing is decoded but the host's letter case. */
export interface UrlParts {
  readonly secure: boolean;
  /** In lower case, without port and credentials. */
  readonly host: string;
  /** As it stands, `/` if empty. */
  readonly path: string;
  /** Without `?`; empty if there is none. */
  readonly query: string;
}

const SCHEME = /^(https?):\/\//i;

/** Splits an absolute http or https URL, however malformed after the host; null for anything else. */
export function splitUrl(url: string): UrlParts | null {
  const scheme = SCHEME.exec(url);
  if (scheme === null) return null;
  const hash = url.indexOf('#');
  const end = hash < 0 ? url.length : hash;
  const question = url.indexOf('?');
  const pathEnd = question < 0 || question > end ? end : question;
  const slash = url.indexOf('/', scheme[0].length);
  const authorityEnd = slash < 0 || slash > pathEnd ? pathEnd : slash;
  const authority = url.slice(scheme[0].length, authorityEnd);
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '');
  if (host === '') return null;
  return {
    secure: scheme[1]?.length === 5,
    host: host.toLowerCase(),
    path: url.slice(authorityEnd, pathEnd) || '/',
    query: url.slice(Math.min(pathEnd + 1, end), end),
  };
}
