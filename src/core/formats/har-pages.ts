import { splitUrl } from '../kissmetrics/url.ts';
import type { NavigationObservation, TimeDoubt } from '../session/observation.ts';
import { type Dated, type FileTime, readTime } from './file-time.ts';
import type { JsonObject, JsonValue, Shape } from './json-picker.ts';
import { asObject } from './json-value.ts';
import type { ProblemList } from './problem.ts';

/** What is read of a page. */
export const HAR_PAGE: Shape = {
  members: { id: 'all', startedDateTime: 'all', title: 'all' },
};

interface Page {
  readonly id: string;
  /** Null if its own is not usable. */
  readonly time: FileTime | null;
  readonly url: string | undefined;
  told: boolean;
}

/** Pages of which something is known but not all; more are left out. */
const MOST = 10_000;

/**
 * The navigations of a HAR. Chrome and Firefox write a page's URL as its title; with a real title
 * the URL is that of the page's first document among the entries, wherever it comes. A page without a
 * usable time begins with its first entry in the file.
 */
export class HarPages {
  readonly #pages = new Map<string, Page>();
  readonly #urls = new Map<string, string>();
  /** When the first entry of each page began. */
  readonly #begun = new Map<string, number>();
  readonly #problems: ProblemList;
  readonly #nextSeq: () => number;

  constructor(problems: ProblemList, nextSeq: () => number) {
    this.#problems = problems;
    this.#nextSeq = nextSeq;
  }

  /** Takes a page; gives its navigation if its URL is known. */
  page(value: JsonValue, index: number): NavigationObservation | null {
    const where = `log.pages[${index}]`;
    const page = asObject(value);
    if (page === null || typeof page.id !== 'string') {
      if (page === null) this.#problems.add(where, 'not_object');
      else this.#problems.add(`${where}.id`, page.id === undefined ? 'missing' : 'not_text');
      return null;
    }
    const { id, title } = page;
    if (this.#pages.size >= MOST || this.#pages.has(id)) return null;
    const time = readTime(page.startedDateTime);
    const url = typeof title === 'string' && splitUrl(title) !== null ? title : undefined;
    this.#pages.set(id, { id, time, url, told: false });
    return this.#tell(id);
  }

  /** Takes an entry; gives the navigation of its page once that is known. */
  entry(value: JsonValue, { at }: Dated): NavigationObservation | null {
    const entry = asObject(value);
    const url = asObject(entry?.request)?.url;
    const pageref = entry?.pageref;
    if (entry === null || typeof url !== 'string' || typeof pageref !== 'string') return null;
    if (this.#pages.get(pageref)?.told) return null;
    if (!this.#begun.has(pageref) && this.#begun.size < MOST) this.#begun.set(pageref, at);
    if (!this.#urls.has(pageref) && this.#urls.size < MOST && isDocument(entry, url))
      this.#urls.set(pageref, url);
    return this.#tell(pageref);
  }

  /** The navigations of pages that no entry gave a time, at the end of the file. */
  end(): readonly NavigationObservation[] {
    return [...this.#pages.values()].flatMap((page) => this.#tell(page.id, 0) ?? []);
  }

  #tell(id: string, instead?: number): NavigationObservation | null {
    const page = this.#pages.get(id);
    const url = page?.url ?? this.#urls.get(id);
    if (page === undefined || page.told || url === undefined) return null;
    const at = page.time?.at ?? this.#begun.get(id) ?? instead;
    if (at === undefined) return null;
    page.told = true;
    const time: TimeDoubt = page.time === null ? 'unknown' : 'no-zone';
    const doubt = page.time?.zone ? {} : { time };
    const base = { seq: this.#nextSeq(), at, ...doubt, frameId: 0, documentId: id };
    return { type: 'navigation', ...base, url };
  }
}

/** Whether an entry is the document of its page, rather than something in it or on the way to it. */
function isDocument(entry: JsonObject, url: string): boolean {
  const response = asObject(entry.response);
  const status = response?.status;
  const type = asObject(response?.content)?.mimeType;
  const document =
    entry._resourceType === undefined
      ? typeof type === 'string' && /^(?:text\/html|application\/xhtml)/i.test(type)
      : entry._resourceType === 'document';
  const moved = typeof status === 'number' && status >= 300 && status < 400 && status !== 304;
  return document && !moved && splitUrl(url) !== null;
}
