/** An address in two parts, as it stands: nothing is decoded or made right. */
export interface UrlParts {
  /** Host with port; empty for an address without one, e.g. `about:blank`. */
  readonly host: string;
  /** Path, query and fragment; the whole address where there is no host. */
  readonly path: string;
}

const HIERARCHICAL = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)(.*)$/is;

/** Splits an address for display. Any text is taken. */
export function urlParts(url: string): UrlParts {
  const found = HIERARCHICAL.exec(url);
  if (!found) return { host: '', path: url };
  const [, host = '', path = ''] = found;
  return { host, path: path === '' ? '/' : path };
}
