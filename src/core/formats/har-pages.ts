import { splitUrl } from '../kissmetrics/url.ts';
import type { NavigationObservation } from '../session/observation.ts';
import type { JsonValue, Shape } from './json-picker.ts';
import { asObject } from './json-value.ts';
import type { ProblemList } from './problem.ts';
import { parseIsoTime } from './time.ts';

/** What is read of a page. */
export const HAR_PAGE: Shape = {
  members: { id: 'all', startedDateTime: 'all', title: 'all' },
};

interface Page {
  readonly at: number;
  told: boolean;
}

/** Pages of which something is known but not all; more are left out. */
const MOST = 10_000;

/**
 * The navigations of a HAR. Chrome and Firefox write a page's URL as its title; with a real title
 * the URL is that of the page's first document among the entries, wherever it comes.
 */
export class HarPages {
  readonly #pages = new Map<string, Page>();
  readonly #urls = new Map<string, string>();
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
    const at = parseIsoTime(page.startedDateTime);
    if (at === null) {
      const absent = page.startedDateTime === undefined;
      this.#problems.add(`${where}.startedDateTime`, absent ? 'missing' : 'not_time');
      return null;
    }
    if (this.#pages.size >= MOST || this.#pages.has(page.id)) return null;
    this.#pages.set(page.id, { at, told: false });
    const { title } = page;
    return typeof title === 'string' && splitUrl(title) !== null
      ? this.#tell(page.id, title)
      : this.#tell(page.id, this.#urls.get(page.id));
  }

  /** Takes an entry; gives the navigation of its page if this is the page's document. */
  entry(value: JsonValue): NavigationObservation | null {
    const entry = asObject(value);
    const url = asObject(entry?.request)?.url;
    const pageref = entry?.pageref;
    if (entry === null || typeof url !== 'string' || typeof pageref !== 'string') return null;
    if (this.#pages.get(pageref)?.told || this.#urls.has(pageref)) return null;
    const response = asObject(entry.response);
    const status = response?.status;
    const type = asObject(response?.content)?.mimeType;
    const isDocument =
      entry._resourceType === undefined
        ? typeof type === 'string' && /^(?:text\/html|application\/xhtml)/i.test(type)
        : entry._resourceType === 'document';
    const moved = typeof status === 'number' && status >= 300 && status < 400 && status !== 304;
    if (!isDocument || moved || splitUrl(url) === null) return null;
    if (this.#urls.size < MOST) this.#urls.set(pageref, url);
    return this.#tell(pageref, url);
  }

  #tell(id: string, url: string | undefined): NavigationObservation | null {
    const page = this.#pages.get(id);
    if (page === undefined || page.told || url === undefined) return null;
    page.told = true;
    const { at } = page;
    return { type: 'navigation', seq: this.#nextSeq(), at, frameId: 0, documentId: id, url };
  }
}
