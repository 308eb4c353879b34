import { signal } from '@preact/signals';
import { createSessionFold } from '../../../src/core/session/fold.ts';
import { createFiltered } from '../../../src/panel/filter.ts';
import { createLanes } from '../../../src/panel/lanes.ts';
import { createOutline } from '../../../src/panel/outline.ts';
import type { SourcesView, TabId } from '../../../src/panel/views/panel-props.ts';
import { PanelView } from '../../../src/panel/views/panel-view.tsx';
import { PANEL_LAYOUT, toggledFilter } from '../../../src/protocol/panel-settings.ts';
import { BOB, busy } from '../fixtures/stories.ts';
import { atRest, type Gallery, nextFrame } from './gallery.ts';
import type { PanelState } from './states.ts';

/** The panel in one state; from there on it can be used like the real one. */
export function panelGallery(state: PanelState): Gallery {
  const fold = createSessionFold();
  fold.append(state.log);
  fold.settle();
  const { session } = fold;
  const other = createSessionFold();
  other.append(state.other ?? state.log);
  other.settle();
  const filtered = createFiltered();
  const lanes = createLanes();
  lanes.update(session.entries, 0);
  const filter = signal(state.filter ?? '');
  filtered.search(filter.value, session.entries);
  const tab = signal<TabId>(state.tab ?? 'timeline');
  const selected = signal(
    session.entries.findLast(({ kind }) => kind === state.select)?.key ?? null,
  );
  const saved = signal<readonly string[]>(['kind:alias', 'status:blocked,failed -has:retry']);
  const paused = signal(state.paused ?? false);
  const options = signal({ clearOnNavigation: false });
  const version = signal(0);
  const layout = signal({ ...PANEL_LAYOUT.initial, relativeTimes: state.relative ?? false });
  const introduction = signal(state.introduction ?? false);
  const outline = createOutline(() => {
    version.value++;
  });
  outline.update(session.entries, filtered.positions, 0);
  if (state.fold) outline.foldAll(true);
  const sources = signal<SourcesView>({
    ...{ imported: [], shown: 0, reading: null, failure: null },
    ...state.sources,
  });
  const change = (some: Partial<SourcesView>): void => {
    sources.value = { ...sources.value, ...some };
  };

  /** Once the user looks at the first rows, more come in below. */
  async function arrive(count: number): Promise<void> {
    if (count === 0) return;
    await nextFrame();
    document.querySelector('[role=grid]')?.scrollTo(0, 0);
    await nextFrame();
    const { observations } = busy(count);
    const seq = state.log.length;
    const at = (state.log.at(-1)?.at ?? 0) + 1_000;
    fold.append(
      observations
        .filter((one) => one.type === 'request' && one.url.includes(encodeURIComponent(BOB)))
        .slice(-count)
        .map((one, i) => ({ ...one, seq: seq + i, at: at + i * 30, requestId: `more-${i}` })),
    );
    const { from } = fold.settle();
    lanes.update(session.entries, from);
    filtered.update(session.entries, from);
    outline.update(session.entries, filtered.positions, from);
    version.value++;
  }

  const View = () => {
    void version.value;
    return (
      <PanelView
        session={session}
        rows={filtered.positions}
        lanes={lanes}
        outline={outline}
        layout={layout.value}
        onLayout={(next) => {
          layout.value = next;
        }}
        introduction={introduction.value}
        onIntroduction={(next) => {
          introduction.value = next;
        }}
        rehearsal={null}
        visitorUrl={null}
        health={{
          ...{ state: state.health ?? 'watching', queued: session.current().queued },
          ...state.healthMore,
        }}
        browser={state.browser ?? 'chromium'}
        onGrant={() => {}}
        onReload={() => {}}
        sources={sources.value}
        onSource={{
          open: () => {},
          cancel: () => change({ reading: null }),
          dismiss: () => change({ failure: null }),
          show: (shown) => change({ shown }),
          close: () => change({ imported: [], shown: 0 }),
        }}
        earlier={{ list: state.earlier ?? null, failed: false, keep: 7 }}
        onEarlier={{
          ...{ refresh: () => {}, open: () => {}, remove: () => {} },
          ...{ clearAll: () => {}, options: () => {} },
        }}
        sessions={[
          { id: 0, name: 'Live', session, version: version.value },
          ...sources.value.imported.map(({ id, name }) => ({
            ...{ id, name, version: 0 },
            session: other.session,
          })),
        ]}
        onShowIn={() => {}}
        onOpenSource={() => {}}
        exported={() => ({ name: 'x.json', type: 'application/json', pieces: ['{}'] })}
        filter={filter.value}
        searching={false}
        earlierRows={state.earlierRows ?? 0}
        savedFilters={saved.value}
        onSaveFilter={(one) => {
          saved.value = toggledFilter(saved.value, one);
        }}
        pause={{ on: paused.value, waiting: 17 }}
        onPause={(on) => {
          paused.value = on;
        }}
        options={options.value}
        onOptions={(next) => {
          options.value = next;
        }}
        tab={tab.value}
        selected={selected.value}
        now={(session.entries.at(-1)?.at ?? 0) + 60_000}
        announcement=""
        onSelect={(key) => {
          selected.value = key;
        }}
        onFilter={(query) => {
          filter.value = query;
          filtered.search(query, session.entries);
          outline.filtered(filtered.positions, 0);
        }}
        onClear={() => {}}
        onTab={(next) => {
          tab.value = next;
        }}
      />
    );
  };
  /** Presses the identity at a place of the people view. */
  async function choose(place: number): Promise<void> {
    document.querySelectorAll<HTMLElement>('[data-testid=identity-toggle]')[place]?.click();
    await nextFrame();
  }
  /** Presses keys where the focus is. */
  async function press(keys: readonly string[]): Promise<void> {
    // Who hears keys begins to listen once the first picture has been drawn.
    if (keys.length > 0) await atRest();
    for (const key of keys) {
      const target = document.activeElement === document.body ? null : document.activeElement;
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      (target ?? document.querySelector('main'))?.dispatchEvent(event);
      await nextFrame();
    }
  }
  /** Points at a line beside the last row of a kind. */
  function point({ kind, lane }: NonNullable<PanelState['point']>): void {
    const cells = document.querySelectorAll(`.row[data-kind=${kind}] .row-lanes`);
    const box = cells[cells.length - 1]?.getBoundingClientRect();
    if (!box) return;
    const [clientX, clientY] = [box.left + 6 + 9 * lane, box.bottom - 2];
    cells[cells.length - 1]?.dispatchEvent(
      new MouseEvent('mousemove', { bubbles: true, clientX, clientY }),
    );
  }
  return {
    View,
    async arrive() {
      await arrive(state.more ?? 0);
      document.querySelector<HTMLElement>(`button[title="${state.click}"]`)?.click();
      for (const place of state.choose ?? []) await choose(place);
      const seen = document.querySelector<HTMLElement>(`[data-testid=${state.look ?? 'none'}]`);
      seen?.closest('.scroll')?.scrollTo(0, seen.offsetTop - 40);
      await nextFrame();
      for (const item of document.querySelectorAll<HTMLElement>('[role=menuitem]'))
        if (item.textContent === state.item) item.click();
      await press(state.press ?? []);
      if (state.point) point(state.point);
    },
  };
}
