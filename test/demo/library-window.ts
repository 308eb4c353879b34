import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Window } from 'happy-dom';
import type { Generation } from './server.ts';

/** An image that the library made to send a request. */
export interface SentImage {
  readonly url: string;
  /** Answers it; without this it stays unanswered. */
  answer(): void;
  /** Lets it fail. */
  fail(): void;
}

/** A tracking request, decoded. */
export interface Sent {
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface LibraryWindow {
  readonly images: readonly SentImage[];
  /** What was sent, without key and time. */
  sent(): Sent[];
  /** Cookies by name, decoded. */
  cookies(): Record<string, string>;
  /** Runs a classic script in the window and gives its last value. */
  run(script: string): unknown;
  load(): void;
  /** Lets time pass, in milliseconds, and runs the timers that are due. */
  wait(ms: number): void;
  /** Opens a page with the same cookies. */
  next(url?: string): LibraryWindow;
}

export interface LibraryWindowOptions {
  readonly generation: Generation;
  /** `http://shop.example.test/` by default. */
  readonly url?: string;
  /** Pairs of name and encoded value on the site's domain. */
  readonly cookies?: readonly string[];
  /** Milliseconds since 1970; 1,700,000,000,000 by default. */
  readonly now?: number;
  /** The loader has brought an anonymous ID; true by default. */
  readonly loader?: boolean;
  /** The library records visits of itself; false by default. */
  readonly visits?: boolean;
}

/** What the loader brings. */
export const LOADER_ID = 'bG9hZGVyAAECAwQFBgcICQoLDA0=';

/** A page of happy-dom's into which a generation of the library can be loaded; it reaches no network. */
export function libraryWindow(options: LibraryWindowOptions): LibraryWindow {
  const { generation, cookies = [], now = 1_700_000_000_000 } = options;
  const { url = 'http://shop.example.test/', loader = true, visits = false } = options;
  const clock = { now, timers: [] as { readonly at: number; run(): void }[] };
  const images: SentImage[] = [];
  const window = new Window({
    url,
    settings: {
      enableJavaScriptEvaluation: true,
      suppressInsecureJavaScriptEnvironmentWarning: true,
    },
  });
  class Image {
    onload: (() => void) | null = null;
    onerror: (() => void) | null = null;
    #url = '';
    get src(): string {
      return this.#url;
    }
    set src(value: string) {
      this.#url = value;
      images.push({
        url: value,
        answer: () => this.onload?.(),
        fail: () => this.onerror?.(),
      });
    }
  }
  const setTimeout = (run: () => void, ms: number): void => {
    clock.timers.push({ at: clock.now + ms, run });
  };
  Object.assign(window, { Image, setTimeout });
  const domain = new URL(url).hostname.replace(/^www\./, '');
  for (const cookie of cookies) {
    window.document.cookie = `${cookie}; path=/; domain=.${domain}`;
  }
  Object.assign(window, { clock });
  window.eval('Date.now = () => clock.now');
  return {
    images,
    sent: () => images.map(({ url: address }) => decode(address)),
    cookies: () =>
      Object.fromEntries(
        window.document.cookie
          .split('; ')
          .filter((pair) => pair !== '')
          .map((pair) => {
            const equals = pair.indexOf('=');
            return [pair.slice(0, equals), decodeURIComponent(pair.slice(equals + 1))];
          }),
      ),
    run: (script) => window.eval(script),
    load() {
      if (!visits) window.eval('KM_SKIP_VISITED_SITE = KM_SKIP_RETURNING = 1');
      window.eval('KM_SKIP_PAGE_VIEW = 1');
      if (loader) window.eval(`KMCID = '${LOADER_ID}'`);
      window.eval(source(generation));
      window.eval("dispatchEvent(new Event('load'))");
    },
    wait: (ms) => {
      clock.now += ms;
      for (const timer of clock.timers.splice(0)) {
        if (timer.at <= clock.now) timer.run();
        else clock.timers.push(timer);
      }
    },
    next: (address = url) =>
      libraryWindow({
        ...options,
        url: address,
        cookies: window.document.cookie.split('; ').filter((pair) => pair !== ''),
      }),
  };
}

function source(generation: Generation): string {
  const path = fileURLToPath(new URL(`library/${generation}.js`, import.meta.url));
  return readFileSync(path, 'utf8');
}

function decode(address: string): Sent {
  const { pathname, searchParams } = new URL(address);
  const { _k, _t, ...values } = Object.fromEntries(searchParams);
  return { path: pathname.slice(1), values };
}
