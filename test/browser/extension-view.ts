import { until } from './until.ts';

/** A page inside a browser, as far as a driver must know how: everything else is made of these. */
export interface Surface {
  /** Runs a function that uses nothing but its arguments, which are sent as JSON. */
  evaluate<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
  /**
   * Presses the mouse on the element that `find` gives, with the events of a real mouse.
   * False if there is none, or if it moved away meanwhile and did not get the click.
   */
  press<A extends unknown[]>(find: (...args: A) => Element | null, ...args: A): Promise<boolean>;
  /** Presses and releases a key of the keyboard, by its name in `KeyboardEvent.key`. */
  key(name: string): Promise<void>;
  /** A picture of it, PNG. */
  screenshot(): Promise<Uint8Array>;
}

export interface Row {
  readonly kind: string;
  /** Empty unless the row is a request. */
  readonly delivery: string;
  readonly text: string;
}

export interface ShownFinding {
  readonly rule: string;
  readonly severity: string;
}

/** Stops of Tab in the panel, at most. */
const MOST_STOPS = 40;

const REQUEST_ROW = '[data-testid="timeline-row"][data-delivery]';

/** The panel or the popup, spoken to by the test IDs and accessible names of the contract. */
export class ExtensionView {
  readonly #title: string;
  readonly #surface: Surface;

  constructor(title: string, surface: Surface) {
    this.#title = title;
    this.#surface = surface;
  }

  evaluate<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return this.#surface.evaluate(fn, ...args);
  }

  screenshot(): Promise<Uint8Array> {
    return this.#surface.screenshot();
  }

  /** Presses keys one after the other, where the focus is. */
  async keys(...names: readonly string[]): Promise<void> {
    for (const name of names) await this.#surface.key(name);
  }

  /** Goes on with Tab until a control of an accessible name has the focus. */
  async tabTo(name: string): Promise<void> {
    for (let stops = 0; stops < MOST_STOPS; stops += 1) {
      if ((await this.evaluate(focusedName)) === name) return;
      await this.keys('Tab');
    }
    throw new Error(`Tab does not lead to ‘${name}’ in the ${this.#title}.`);
  }

  /** Closes it, as the popup does itself; the answer gets out first. */
  async close(): Promise<void> {
    await this.evaluate(() => void setTimeout(() => window.close()));
  }

  /** Text of the first element with a test ID; null without one. */
  text(testId: string): Promise<string | null> {
    return this.evaluate(
      (id) => document.querySelector(`[data-testid="${id}"]`)?.textContent ?? null,
      testId,
    );
  }

  /** An attribute of the first element with a test ID; null without one. */
  attribute(testId: string, name: string): Promise<string | null> {
    return this.evaluate(
      (id, attribute) =>
        document.querySelector(`[data-testid="${id}"]`)?.getAttribute(attribute) ?? null,
      testId,
      name,
    );
  }

  /** The rows of the timeline that are drawn: those in sight. */
  rows(): Promise<Row[]> {
    return this.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-testid="timeline-row"]')].map((row) => ({
        kind: row.dataset.kind ?? '',
        delivery: row.dataset.delivery ?? '',
        text: row.textContent ?? '',
      })),
    );
  }

  /** Addresses of the requests in the timeline, in its order, each read from the details of its row. */
  async requestUrls(): Promise<string[]> {
    const urls: string[] = [];
    const count = await this.evaluate(
      (selector) => document.querySelectorAll(selector).length,
      REQUEST_ROW,
    );
    for (let index = 0; index < count; index += 1) {
      await this.until(`request ${index}`, () => this.#surface.press(findNth, REQUEST_ROW, index));
      const url = await this.waitFor(
        `the address of request ${index}`,
        urlOfNth,
        REQUEST_ROW,
        index,
      );
      urls.push(url);
    }
    return urls;
  }

  findings(): Promise<ShownFinding[]> {
    return this.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-testid="finding"]')].map((finding) => ({
        rule: finding.dataset.rule ?? '',
        severity: finding.dataset.severity ?? '',
      })),
    );
  }

  /** Presses the button, tab, switch or link of an accessible name, once it is there and enabled. */
  async click(name: string): Promise<void> {
    await this.until(`a control ‘${name}’`, () => this.#surface.press(findControl, name));
  }

  /**
   * Presses the first element with a test ID whose text contains `text`, once it is there.
   * @param attributes further CSS attribute selectors, e.g. `[data-kind=alias]`
   */
  async clickOn(testId: string, text = '', attributes = ''): Promise<void> {
    const selector = `[data-testid="${testId}"]${attributes}`;
    await this.until(`${selector} with ‘${text}’`, () =>
      this.#surface.press(findShown, selector, text),
    );
  }

  /** Waits until a function that runs inside gives something truthy, and gives that. */
  waitFor<A extends unknown[], R>(
    what: string,
    look: (...args: A) => R | Promise<R>,
    ...args: A
  ): Promise<NonNullable<R>> {
    return this.until(what, () => this.evaluate(look, ...args));
  }

  /** Waits until a function that runs here gives something truthy, and gives that. */
  until<R>(what: string, look: () => Promise<R>): Promise<NonNullable<R>> {
    return until(`${what} in the ${this.#title}`, look, () =>
      this.evaluate(() => document.body.textContent),
    );
  }

  /** Waits until the text of a test ID is exactly this. */
  async waitForText(testId: string, text: string): Promise<void> {
    await this.until(`‘${testId}’ to be ‘${text}’`, async () => (await this.text(testId)) === text);
  }

  /** Waits until an attribute of a test ID is exactly this. */
  async waitForAttribute(testId: string, name: string, value: string): Promise<void> {
    await this.until(
      `‘${testId}’ to have ${name}=${value}`,
      async () => (await this.attribute(testId, name)) === value,
    );
  }
}

// Sent as source: each has to stand alone.

function findControl(name: string): HTMLElement | null {
  const controls = document.querySelectorAll<HTMLElement>(
    'button, summary, a[href], input, textarea, select, [role=button], [role=tab], [role=switch]',
  );
  const nameOf = (element: HTMLElement) =>
    element.getAttribute('aria-label') ??
    (element as Partial<HTMLInputElement>).labels?.[0]?.textContent ??
    element.textContent;
  const found = [...controls].find(
    (element) => nameOf(element)?.trim() === name && !element.matches(':disabled'),
  );
  return found ?? null;
}

/** Accessible name of what has the focus. */
function focusedName(): string {
  const element = document.activeElement;
  return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim();
}

function findShown(selector: string, text: string): HTMLElement | null {
  const shown = document.querySelectorAll<HTMLElement>(selector);
  return [...shown].find((element) => element.textContent?.includes(text)) ?? null;
}

function findNth(selector: string, index: number): Element | null {
  return document.querySelectorAll(selector)[index] ?? null;
}

/** The address in the details, once the row is the selected one. */
function urlOfNth(selector: string, index: number): string | null {
  const row = document.querySelectorAll(selector)[index];
  if (row?.getAttribute('aria-selected') !== 'true') return null;
  return document.querySelector('[data-testid="raw-url"]')?.textContent ?? null;
}
