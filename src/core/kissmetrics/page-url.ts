import { decodeQuery } from './query.ts';
import { splitUrl } from './url.ts';

/** What a page's own URL tells the library to do. Source: the vendor's older support site. */
export interface PageUrlMarks {
  /** `kmi`: identities that the visitor may become, with and without `+` read as a space. */
  readonly identities: readonly string[];
  /** `kme`: the event that is recorded. */
  readonly event: string | null;
}

const NONE: PageUrlMarks = { identities: [], event: null };

/** Reads `kmi` and `kme` from a page's URL. */
export function pageUrlMarks(url: string): PageUrlMarks {
  if (!/[?&]km[ie]=/.test(url)) return NONE;
  const query = splitUrl(url)?.query ?? '';
  const value = (text: string, name: string) =>
    decodeQuery(text).find((parameter) => parameter.name === name)?.value;
  const identities = [value(query, 'kmi'), value(query.replaceAll('+', '%2B'), 'kmi')];
  return {
    identities: [...new Set(identities.filter((id) => id !== undefined && id !== ''))] as string[],
    event: value(query, 'kme') ?? null,
  };
}

/** The site of a page as the library's cookies see it: its host without `www.`; null if unknown. */
export function siteOf(url: string | null | undefined): string | null {
  const host = url ? splitUrl(url)?.host : undefined;
  return host === undefined ? null : host.replace(/^www\./, '');
}
