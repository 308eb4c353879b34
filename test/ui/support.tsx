import { render } from '@testing-library/preact';
import type { JSX } from 'preact';
import { vi } from 'vitest';
import en from '../../public/_locales/en/messages.json' with { type: 'json' };
import type { Session } from '../../src/core/session/session.ts';
import { translator } from '../../src/core/text/catalogue.ts';
import { createLanes } from '../../src/panel/lanes.ts';
import { createOutline, type OutlineView } from '../../src/panel/outline.ts';
import type { PanelViewProps, SourcesView } from '../../src/panel/views/panel-props.ts';
import { PanelView } from '../../src/panel/views/panel-view.tsx';
import { PANEL_LAYOUT } from '../../src/protocol/panel-settings.ts';
import { SpeechProvider } from '../../src/ui/text.tsx';
import { createTimes } from '../../src/ui/times.ts';

export const t = translator(en);
const speech = { t, times: createTimes('en-GB', 'UTC') };

/** Renders with English texts and times in UTC; `redraw` does so again in the same place. */
export function show(element: JSX.Element) {
  const spoken = (inner: JSX.Element) => <SpeechProvider value={speech}>{inner}</SpeechProvider>;
  const rendered = render(spoken(element));
  return { ...rendered, redraw: (next: JSX.Element) => rendered.rerender(spoken(next)) };
}

/** happy-dom lays nothing out: gives every element the height that a list of 20 rows needs. */
export function giveHeights(): void {
  for (const [name, value] of [
    ['clientHeight', 480],
    ['clientWidth', 800],
  ] as const)
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
}

/** happy-dom does not know these events by name, so that Preact would listen for others. */
export function giveDragEvents(): void {
  for (const name of ['ondragstart', 'ondragover', 'ondragleave', 'ondrop'])
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, value: null });
}

/** No file was imported, and none is on its way. */
export const LIVE_ONLY: SourcesView = { imported: [], shown: 0, reading: null, failure: null };

function lanesOf(session: Session) {
  const lanes = createLanes();
  lanes.update(session.entries, 0);
  return lanes;
}

const changes = new WeakMap<OutlineView, () => void>();

/** An outline of rows; what is folded is drawn where `showPanel` showed it. */
function outlineOf(session: Session, rows: readonly number[]): OutlineView {
  const outline = createOutline(() => changes.get(outline)?.());
  outline.update(session.entries, rows, 0);
  return outline;
}

/** The panel over a session, with every row shown and nothing selected. */
export function panelProps(session: Session, more: Partial<PanelViewProps> = {}): PanelViewProps {
  const rows = more.rows ?? session.entries.map((_, index) => index);
  return {
    session,
    rows,
    lanes: lanesOf(session),
    rehearsal: null,
    visitorUrl: null,
    health: { state: 'watching', queued: 0 },
    ...{ browser: 'chromium', onGrant: vi.fn(), onReload: vi.fn() },
    sources: LIVE_ONLY,
    onSource: {
      ...{ open: vi.fn(), cancel: vi.fn(), dismiss: vi.fn() },
      ...{ show: vi.fn(), close: vi.fn() },
    },
    earlier: { list: null, failed: false, keep: 0 },
    onEarlier: {
      ...{ refresh: vi.fn(), open: vi.fn(), remove: vi.fn() },
      ...{ clearAll: vi.fn(), options: vi.fn() },
    },
    sessions: [{ id: 0, name: 'Live', session, version: 0 }],
    onShowIn: vi.fn(),
    onOpenSource: vi.fn(),
    exported: vi.fn(() => ({ name: 'x.json', type: 'application/json', pieces: ['{}'] })),
    filter: '',
    searching: false,
    earlierRows: 0,
    savedFilters: [],
    onSaveFilter: vi.fn(),
    pause: { on: false, waiting: 0 },
    onPause: vi.fn(),
    options: { clearOnNavigation: false },
    onOptions: vi.fn(),
    layout: PANEL_LAYOUT.initial,
    onLayout: vi.fn(),
    introduction: false,
    onIntroduction: vi.fn(),
    tab: 'timeline',
    selected: null,
    now: session.entries.at(-1)?.at ?? 0,
    announcement: '',
    onSelect: vi.fn(),
    onFilter: vi.fn(),
    onClear: vi.fn(),
    onTab: vi.fn(),
    ...more,
    outline: outlineOf(session, rows),
  };
}

export function showPanel(session: Session, more: Partial<PanelViewProps> = {}) {
  const props = panelProps(session, more);
  const shown = show(<PanelView {...props} />);
  changes.set(props.outline, () => shown.redraw(<PanelView {...props} />));
  return { props, ...shown };
}
