import type { Health, HealthFacts } from '../../../src/core/session/health.ts';
import type { Observation } from '../../../src/core/session/observation.ts';
import type { ImportedView, SourcesView, TabId } from '../../../src/panel/views/panel-props.ts';
import type { ActionReport, PageState } from '../../../src/protocol/api.ts';
import type { KeyLabel } from '../../../src/protocol/api-keys.ts';
import type { EarlierLogs, KeptLog } from '../../../src/protocol/kept.ts';
import type { Persona, Rehearsal } from '../../../src/protocol/rehearsal.ts';
import { log } from '../../core/support/log.ts';
import {
  ANONYMOUS,
  AT_REST,
  CAROL,
  COOKIES_ONLY,
  LOGGED_OUT,
  NAMED,
  NEW_VISITOR,
  NEWCOMER,
  NO_KISSMETRICS,
  NOT_LOGGED_OUT,
  PRODUCTION,
  QUEUEING,
  SANDBOXED,
  SIMULATED,
  SIMULATING,
} from '../fixtures/pages.ts';
import {
  busy,
  chained,
  hostile,
  lone,
  manyPeople,
  otherSenders,
  seenByDevTools,
  signUp,
  spaced,
  troubled,
  waiting,
  withStacks,
} from '../fixtures/stories.ts';

/** A state of the panel: what it has seen, and what the user has done with it. */
export interface PanelState {
  readonly log: readonly Observation[];
  readonly health?: Health['state'];
  readonly healthMore?: Partial<Health>;
  readonly browser?: 'firefox';
  readonly tab?: TabId;
  /** Selects the last entry of this kind. */
  readonly select?: string;
  readonly filter?: string;
  /** Scrolls to the top, then this many more rows arrive. */
  readonly more?: number;
  readonly sources?: Partial<SourcesView>;
  readonly paused?: boolean;
  /** Title of the button that the user presses. */
  readonly click?: string;
  /** Places of the identities that the user chooses in the people view. */
  readonly choose?: readonly number[];
  /** Test ID of what the user has scrolled to. */
  readonly look?: string;
  /** Text of the menu's item that the user chooses then. */
  readonly item?: string;
  /** The sessions of closed tabs. */
  readonly earlier?: EarlierLogs;
  /** Keys that the user presses, in turn. */
  readonly press?: readonly string[];
  /** All visits are folded. */
  readonly fold?: boolean;
  /** Rows of earlier pages. */
  readonly earlierRows?: number;
  /** Times are told since the visit began. */
  readonly relative?: boolean;
  /** What rows and lines mean is shown. */
  readonly introduction?: boolean;
  /** Points at a line beside the last row of a kind. */
  readonly point?: { readonly kind: string; readonly lane: number };
  /** What was imported, to compare with. */
  readonly other?: readonly Observation[];
}

/** A state of the popup. */
export interface PopupState {
  readonly page: PageState | null;
  readonly health?: Partial<HealthFacts>;
  readonly browser?: 'firefox';
  readonly log?: readonly Observation[];
  readonly report?: ActionReport;
  readonly busy?: boolean;
  readonly rehearsal?: Rehearsal;
  readonly personas?: readonly Persona[];
  readonly keyLabels?: readonly KeyLabel[];
  readonly testHosts?: readonly string[];
}

/** A state of the options page. */
export interface OptionsState {
  readonly empty: boolean;
}

export const OPTIONS_STATES: Readonly<Record<string, OptionsState>> = {
  filled: { empty: false },
  empty: { empty: true },
};

const story = withStacks(signUp());
const trouble = withStacks(troubled());
const chains = withStacks(chained());
const nothing: readonly Observation[] = [];

const FILE: ImportedView = {
  ...{ id: 1, name: 'signup-2026-01-02.har', leftOut: 0, problem: '' },
  format: 'har',
};
const BROKEN: ImportedView = {
  ...{ id: 2, name: `${'very-long-name-'.repeat(9)}.json`, leftOut: 12 },
  problem: 'observations[3].url: is missing',
  format: 'session',
};

const KEPT: KeptLog = {
  ...{ logId: 'a', began: 1_767_323_045_000, grew: 1_767_325_345_000, count: 1_234, size: 812_345 },
  ...{ hosts: ['shop.example.com', 'pay.example.com'], page: 'https://shop.example.com/cart' },
  apiKey: 'abc123',
};
const EARLIER: ImportedView = {
  ...{ id: 1, name: 'shop.example.com, 2 Jan 2026, 03:04:05', leftOut: 0, problem: '' },
  format: 'earlier',
};
const LOGS: EarlierLogs = {
  logs: [
    KEPT,
    {
      ...{ logId: 'b', began: 1_767_223_045_000, grew: 1_767_223_055_000, count: 2, size: 700 },
      ...{ hosts: [], page: '', apiKey: null },
    },
    { ...KEPT, logId: 'c', hosts: [`${'very-long-host-name.'.repeat(8)}example.com`] },
  ],
  evicted: { count: 12, at: 1_767_123_045_000 },
};

export const PANEL_STATES: Readonly<Record<string, PanelState>> = {
  'sign-up': { log: story },
  'alias-details': { log: story, select: 'alias' },
  'event-details': { log: story, select: 'event' },
  'properties-details': { log: story, select: 'properties' },
  'spaced-details': { log: withStacks(spaced()), select: 'alias' },
  'other-senders-details': { log: withStacks(otherSenders()), select: 'alias' },
  'other-senders-event': { log: withStacks(otherSenders()), select: 'event' },
  'other-senders-people': { log: withStacks(otherSenders()), tab: 'people' },
  'spaced-people': { log: withStacks(spaced()), tab: 'people' },
  'call-details': { log: story, select: 'call' },
  'identity-details': { log: story, select: 'identity' },
  'cookies-details': { log: story, select: 'alias', look: 'cookie-changes' },
  people: { log: story, tab: 'people' },
  'people-chain': { log: story, tab: 'people', choose: [0, 1] },
  'people-long-chain': { log: chains, tab: 'people', choose: [0, 4] },
  'people-kept-apart': { log: chains, tab: 'people', choose: [0, 5] },
  'people-two-keys': { log: chains, tab: 'people', choose: [0, 7] },
  'people-one-chosen': { log: chains, tab: 'people', choose: [2] },
  'people-lone-visitor': { log: lone().observations, tab: 'people' },
  findings: { log: trouble, tab: 'findings' },
  trouble: { log: trouble },
  'trouble-details': { log: trouble, select: 'alias' },
  'trouble-people': { log: trouble, tab: 'people' },
  hostile: { log: withStacks(hostile()) },
  'hostile-details': { log: withStacks(hostile()), select: 'properties' },
  'hostile-people': { log: withStacks(hostile()), tab: 'people' },
  waiting: { log: withStacks(waiting()) },
  folded: { log: story, fold: true },
  hidden: { log: story, fold: true, filter: 'kind:alias,event', earlierRows: 31 },
  'relative-times': { log: trouble, relative: true, select: 'event' },
  introduction: { log: story, introduction: true },
  'introduction-busy': { log: busy(60).observations, introduction: true },
  'line-pointed-at': { log: trouble, point: { kind: 'event', lane: 1 } },
  'many-people': { log: manyPeople().observations },
  busy: { log: busy(3_000).observations, more: 42 },
  filtered: { log: story, filter: 'bob' },
  imported: { log: story, sources: { imported: [FILE, BROKEN], shown: 1 } },
  'imported-with-parts-left-out': { log: story, sources: { imported: [FILE, BROKEN], shown: 2 } },
  'imported-beside-live': { log: story, sources: { imported: [FILE], shown: 0 } },
  'imported-nothing': { log: nothing, sources: { imported: [FILE], shown: 1 } },
  earlier: { log: story, click: 'Earlier sessions', earlier: LOGS },
  'earlier-none': {
    ...{ log: story, click: 'Earlier sessions' },
    earlier: { logs: [], evicted: null },
  },
  'earlier-shown': { log: story, sources: { imported: [EARLIER, FILE], shown: 1 } },
  'clearing-all': { log: story, click: 'Options', item: 'Clear all…' },
  paused: { log: story, paused: true },
  exporting: { log: story, filter: 'bob', click: 'Export' },
  options: { log: story, click: 'Options' },
  copying: { log: story, select: 'alias', click: 'Copy as' },
  shortcuts: { log: story, press: ['?'] },
  completions: { log: story, press: ['/', 'ArrowDown', 'ArrowDown'] },
  'completions-of-a-field': { log: story, filter: '-id:', press: ['/', 'ArrowDown'] },
  compare: { log: trouble, other: story, tab: 'compare', sources: { imported: [FILE] } },
  'compare-the-same': { log: story, tab: 'compare', sources: { imported: [FILE] } },
  'compare-hostile': {
    ...{ log: withStacks(hostile()), other: trouble, tab: 'compare' },
    sources: { imported: [BROKEN] },
  },
  'importing-and-failed': {
    log: story,
    sources: {
      reading: { name: 'big.har', share: 0.4 },
      failure: '“photo.har” was not imported: it is not JSON: line 1, column 1 has “\ufffdPNG”.',
    },
  },
  'filtered-to-nothing': { log: story, filter: 'carol@example.com' },
  'filtered-by-a-slip': { log: story, filter: 'bob status:gone' },
  watching: { log: nothing },
  'no-kissmetrics': { log: nothing, health: 'no-kissmetrics' },
  'no-access': { log: nothing, health: 'no-access' },
  'no-access-firefox': { log: nothing, health: 'no-access', browser: 'firefox' },
  'seen-by-devtools': {
    ...{ log: seenByDevTools(), health: 'no-access', select: 'alias' },
    healthMore: { withheld: 'site' },
  },
  'no-access-tracking': {
    ...{ log: story, health: 'no-access', healthMore: { withheld: 'tracking' } },
  },
  'no-access-frames': { log: story, healthMore: { withheld: 'frames', since: 1_767_323_045_000 } },
  unwatched: { log: story, healthMore: { unwatched: true } },
  private: { log: story, healthMore: { kept: 'private', since: 1_767_323_045_000 } },
  overflowed: { log: story, healthMore: { kept: 'overflowed', since: 1_767_323_045_000 } },
  interrupted: { log: story, health: 'interrupted' },
  invalidated: { log: nothing, health: 'invalidated' },
  'no-people': { log: log().page('https://shop.example.com/').observations, tab: 'people' },
  'no-findings': { log: log().page('https://shop.example.com/').observations, tab: 'findings' },
};

export const POPUP_STATES: Readonly<Record<string, PopupState>> = {
  named: { page: NAMED, log: story },
  anonymous: { page: ANONYMOUS },
  findings: { page: NAMED, log: trouble },
  'logged-out': { page: LOGGED_OUT.after, report: LOGGED_OUT },
  'not-logged-out': { page: NOT_LOGGED_OUT.after, report: NOT_LOGGED_OUT },
  'new-visitor': { page: NEW_VISITOR.after, report: NEW_VISITOR },
  'new-visitor-unseen': { page: NEW_VISITOR.after, report: { ...NEW_VISITOR, unseen: 2 } },
  'end-not-done': {
    page: NAMED,
    report: { ...SIMULATED, action: 'end-simulation', verified: false },
    rehearsal: SIMULATING,
  },
  acting: { page: NAMED, busy: true },
  sandbox: { page: NAMED, log: story, rehearsal: SANDBOXED },
  personas: { page: ANONYMOUS, personas: [CAROL, NEWCOMER] },
  simulating: { page: SIMULATED.after, report: SIMULATED, rehearsal: SIMULATING },
  'cut-off': {
    page: SIMULATED.after,
    rehearsal: {
      ...SIMULATING,
      simulation: SIMULATING.simulation && { ...SIMULATING.simulation, interrupted: true },
    },
  },
  'simulating-elsewhere': {
    page: NO_KISSMETRICS,
    rehearsal: { ...AT_REST, elsewhere: SIMULATING.simulation ? [SIMULATING.simulation] : [] },
  },
  undo: {
    page: NAMED,
    rehearsal: { ...AT_REST, undo: { action: 'new-visitor', at: 1_767_323_045_000 } },
  },
  'production-key': {
    page: NAMED,
    keyLabels: [PRODUCTION],
    testHosts: ['shop.example.com'],
  },
  loading: { page: null },
  waiting: { page: QUEUEING },
  'cookies-only': { page: COOKIES_ONLY },
  'no-kissmetrics': { page: NO_KISSMETRICS },
  'no-access': { page: { state: 'no-access', url: 'https://shop.example.com/' } },
  'no-access-firefox': {
    ...{ page: { state: 'no-access', url: 'https://shop.example.com/' }, browser: 'firefox' },
  },
  unwatched: { page: { ...NAMED, unwatched: true }, log: story },
  private: { page: NAMED, health: { kept: 'private', since: 1_767_323_045_000 } },
  overflowed: { page: NAMED, health: { kept: 'overflowed', since: 1_767_323_045_000 } },
  interrupted: { page: NAMED, health: { link: 'interrupted' } },
  invalidated: { page: NAMED, health: { link: 'invalidated' } },
  'browser-page': { page: { state: 'browser-page' } },
  hostile: {
    page: {
      ...NAMED,
      identity: `\u202Egro.live@bob ${'W'.repeat(4_000)}`,
      apiKey: 'k'.repeat(300),
      cookies: NAMED.cookies.map((cookie) => ({ ...cookie, value: 'v'.repeat(4_000) })),
    },
  },
};
