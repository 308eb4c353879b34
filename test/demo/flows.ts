import type { Demo, Generation } from './server.ts';
import { SHOP } from './shop.ts';
import type { Recorded } from './tracking.ts';
import { normalised } from './traffic.ts';

/** What a flow needs of a browser's tab; a puppeteer `Page` has it. */
export interface FlowTab {
  goto(url: string): Promise<unknown>;
  click(selector: string): Promise<void>;
  type(selector: string, text: string): Promise<void>;
  waitForSelector(selector: string): Promise<unknown>;
  waitForFunction(expression: string): Promise<unknown>;
}

export interface Flow {
  readonly name: string;
  readonly generations: readonly Generation[];
  /** What the tracking server gets, in order of arrival sorted, as `normalised` writes it. */
  readonly expected: readonly string[];
  /** Where the older library sends something else. */
  readonly expectedOlder?: readonly string[];
  run(tab: FlowTab, demo: Demo, generation: Generation): Promise<void>;
}

const BOTH: readonly Generation[] = ['older', 'newer'];
const ANN = 'ann@example.com';

/**
 * Waits until a page is there, its library has run what was queued, `sent` requests in all have
 * reached the server, and those of this page (`own`, by default all since the page before) have been
 * answered: a request that is cut off by the next page would be sent again there.
 */
function at(tab: FlowTab, demo: Demo) {
  let before = 0;
  return async (page: string, sent: number, own = sent - before): Promise<void> => {
    await tab.waitForSelector(`html[data-page="${page}"][data-ready]`);
    await arrived(demo, sent);
    await answered(tab, own);
    before = sent;
  };
}
const answered = (tab: FlowTab, count: number): Promise<unknown> =>
  tab.waitForFunction(`!/km_uq=[^;]/.test(document.cookie) && performance
    .getEntriesByType('resource').filter((e) => e.name.includes('//trk.')).length >= ${count}`);
const arrived = (demo: Demo, count: number): Promise<void> =>
  demo.tracking.waitFor((requests: readonly Recorded[]) => requests.length >= count);

async function submit(tab: FlowTab, email: string): Promise<void> {
  await tab.waitForSelector('[name=email]');
  await tab.type('[name=email]', email);
  await tab.click('#submit');
}

/** Every way of using the demo shop as it should be used. */
export const FLOWS: readonly Flow[] = [
  {
    name: 'sign-up',
    generations: BOTH,
    expected: [
      'e anon-1 Viewed Home',
      'e anon-1 Viewed Sign-up',
      `a anon-1 ${ANN}`,
      `e ${ANN} Signed Up Plan=Free`,
      `s ${ANN} Newsletter=yes`,
    ],
    async run(tab, demo, generation) {
      const on = at(tab, demo);
      await tab.goto(`${SHOP}/?gen=${generation}`);
      await on('home', 1);
      await tab.click('#to-signup');
      await on('signup', 2);
      await submit(tab, ANN);
      await on('welcome', 5);
    },
  },
  {
    name: 'log-in of a returning customer, log-out',
    generations: BOTH,
    expected: [
      'e anon-1 Viewed Home',
      `a anon-1 ${ANN}`,
      `e ${ANN} Logged In`,
      `e ${ANN} Logged Out`,
      'e anon-2 Viewed Home',
    ],
    async run(tab, demo, generation) {
      const on = at(tab, demo);
      await tab.goto(`${SHOP}/?gen=${generation}`);
      await on('home', 1);
      await tab.goto(`${SHOP}/login`);
      await on('login', 1);
      await submit(tab, ANN);
      await on('members', 3);
      await tab.goto(`${SHOP}/logout`);
      await on('logout', 4);
      await tab.goto(`${SHOP}/`);
      await on('home', 5);
    },
  },
  {
    name: 'changed e-mail address',
    generations: BOTH,
    expected: [
      'e anon-1 Viewed Home',
      `a anon-1 ${ANN}`,
      `e ${ANN} Logged In`,
      `s ${ANN} Email=anna@example.com`,
    ],
    async run(tab, demo, generation) {
      const on = at(tab, demo);
      await tab.goto(`${SHOP}/?gen=${generation}`);
      await on('home', 1);
      await tab.goto(`${SHOP}/members?email=${ANN}`);
      await on('members', 3);
      await tab.goto(`${SHOP}/account`);
      await on('account', 3);
      await submit(tab, 'anna@example.com');
      await on('changed', 4);
    },
  },
  {
    name: 'tracked form',
    generations: BOTH,
    expected: [
      'e anon-1 Viewed Home',
      `a anon-1 ${ANN}`,
      `e ${ANN} Contacted email=${ANN} topic=Ferns`,
      `e ${ANN} Viewed Thanks`,
    ],
    async run(tab, demo, generation) {
      const on = at(tab, demo);
      await tab.goto(`${SHOP}/?gen=${generation}`);
      await on('home', 1);
      await tab.goto(`${SHOP}/contact`);
      await on('contact', 1);
      await tab.type('[name=topic]', 'Ferns');
      await submit(tab, ANN);
      // The library keeps the page until the alias and the event have been answered.
      await on('thanks', 4, 1);
    },
  },
  {
    name: 'checkout on a second domain by a kmi link',
    generations: BOTH,
    expected: ['e anon-1 Viewed Home', 'e anon-1 Viewed Checkout'],
    // It goes by the address only after what the page has queued.
    expectedOlder: ['e anon-1 Viewed Home', 'e anon-2 Viewed Checkout', 'a anon-2 anon-1'],
    async run(tab, demo, generation) {
      const on = at(tab, demo);
      await tab.goto(`${SHOP}/?gen=${generation}`);
      await on('home', 1);
      await tab.waitForSelector('#checkout[href*=kmi]');
      await tab.click('#checkout');
      await on('checkout', generation === 'older' ? 3 : 2);
    },
  },
  {
    name: 'checkout of a known customer by a kmi link',
    generations: BOTH,
    expected: [`e ${ANN} Logged In`, `e ${ANN} Viewed Home`, `e ${ANN} Viewed Checkout`],
    expectedOlder: [
      `e ${ANN} Logged In`,
      `e ${ANN} Viewed Home`,
      'e anon-1 Viewed Checkout',
      `a anon-1 ${ANN}`,
    ],
    async run(tab, demo, generation) {
      const on = at(tab, demo);
      await tab.goto(`${SHOP}/members?email=${ANN}&gen=${generation}`);
      await on('members', 1);
      await tab.goto(`${SHOP}/`);
      await on('home', 2);
      await tab.waitForSelector('#checkout[href*=kmi]');
      await tab.click('#checkout');
      await on('checkout', generation === 'older' ? 4 : 3);
    },
  },
  {
    name: 'an alias with the anonymous ID of an app',
    generations: BOTH,
    expected: [`a anon-1 ${ANN}`, `e ${ANN} Connected App`],
    async run(tab, demo, generation) {
      await tab.goto(`${SHOP}/app?gen=${generation}`);
      await at(tab, demo)('app', 2);
    },
  },
  {
    name: 'a frame with its own Kissmetrics',
    generations: BOTH,
    expected: ['e anon-1 Viewed Reviews', 'e anon-2 Viewed Widget'],
    async run(tab, demo, generation) {
      await tab.goto(`${SHOP}/framed?gen=${generation}`);
      await at(tab, demo)('framed', 1);
      await arrived(demo, 2);
      // Also where nothing arrives: what a frame has begun would be cut off by what comes next.
      await tab.waitForSelector('html[data-widget=answered]');
    },
  },
  {
    name: 'calls queued before a late library',
    generations: BOTH,
    expected: [`e ${ANN} Signed Up Plan=Free`, `s ${ANN} Newsletter=yes`],
    async run(tab, demo, generation) {
      const release = async (): Promise<void> => {
        await demo.libraryAsked();
        await tab.waitForSelector('html[data-page="welcome"] h1');
        demo.releaseLibrary();
      };
      // A page may count as loaded only when its last script has come.
      const url = `${SHOP}/welcome?email=${ANN}&gen=${generation}&lib=late`;
      await Promise.all([tab.goto(url), release()]);
      await at(tab, demo)('welcome', 2);
    },
  },
  {
    name: 'a library that never loads',
    generations: BOTH,
    expected: [],
    async run(tab, _demo, generation) {
      await tab.goto(`${SHOP}/welcome?email=${ANN}&gen=${generation}&lib=never`);
      await tab.waitForSelector('html[data-page="welcome"] h1');
    },
  },
  {
    name: 'calls of KM itself',
    generations: BOTH,
    expected: ['e anon-1 Clicked', 'a anon-1 dan@example.com', 'e dan@example.com Done'],
    async run(tab, demo, generation) {
      await tab.goto(`${SHOP}/direct?gen=${generation}`);
      await at(tab, demo)('direct', 0);
      await tab.click('#go');
      await arrived(demo, 3);
      await answered(tab, 3);
    },
  },
  {
    name: 'the first request of the first script',
    generations: BOTH,
    expected: ['e early-bird First Script', 'e anon-1 Viewed Early'],
    async run(tab, demo, generation) {
      await tab.goto(`${SHOP}/early?gen=${generation}`);
      await at(tab, demo)('early', 2);
    },
  },
  {
    name: 'an unanswered request, sent again on the next page',
    // Only the older library keeps a queue.
    generations: ['older'],
    expected: ['e anon-1 Viewed Sign-up', 'e anon-1 Viewed Sign-up', 'e anon-1 Viewed Thanks'],
    async run(tab, demo, generation) {
      demo.tracking.mode = 'drop';
      await tab.goto(`${SHOP}/signup?gen=${generation}`);
      await arrived(demo, 1);
      demo.tracking.mode = 'ok';
      await tab.goto(`${SHOP}/thanks`);
      await arrived(demo, 3);
      await answered(tab, 2);
    },
  },
];

/** What a flow sends with a generation of the library. */
export function expectedOf(flow: Flow, generation: Generation): readonly string[] {
  return (generation === 'older' ? flow.expectedOlder : undefined) ?? flow.expected;
}

/** What the tracking server got, to be compared with a flow's `expected`. */
export function traffic(demo: Demo): string[] {
  return normalised(demo.tracking.requests);
}
