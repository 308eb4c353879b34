import { signal } from '@preact/signals';
import { type JSX, render } from 'preact';
import { exportedFile } from '../core/formats/export.ts';
import { onTheme, sourceOpener } from '../platform/devtools.ts';
import { browserKind, version } from '../platform/extension.ts';
import { language, translate } from '../platform/i18n.ts';
import { pageSignal, subjectTabId } from '../platform/page.ts';
import { openOptions } from '../platform/windows.ts';
import { toggledFilter } from '../protocol/panel-settings.ts';
import { SpeechProvider } from '../ui/text.tsx';
import { applyTheme } from '../ui/theme.ts';
import { createTimes } from '../ui/times.ts';
import { urlParts } from '../ui/url-parts.ts';
import { createAnnouncer } from './announcer.ts';
import { createPanelController, type PanelController } from './controller.ts';
import { LIVE } from './sources.ts';
import type { ExportChoice, TabId } from './views/panel-props.ts';
import { PanelView } from './views/panel-view.tsx';

const speech = { t: translate, times: createTimes(language()) };
/** Null in a browser, or a window, that has no way to a script's source. */
const openSource = sourceOpener();
const tab = signal<TabId>('timeline');
/** Key of the selected entry, of each session by its ID. */
const selected = signal<Readonly<Record<number, number | null>>>({});

/** The panel with its state: drawn anew whenever a signal that it reads changes. */
function Panel({ controller, announce }: PanelProps): JSX.Element {
  const { store: live, health, sources, savedFilters, clearOnNavigation } = controller;
  void live.version.value;
  const shown = sources.shown.value;
  const imported = sources.imported.value;
  const source = imported.find(({ id }) => id === shown);
  const store = source?.store ?? live;
  void store.version.value;
  const select = (key: number | null): void => {
    selected.value = { ...selected.value, [shown]: key };
  };
  const exported = ({ format, rows, mask }: ExportChoice) => {
    const { session, observations } = store;
    const keys =
      rows === 'all' ? null : new Set(store.rows.map((at) => session.entries[at]?.key ?? -1));
    const name = source?.name ?? urlParts(session.current().url ?? '').host;
    const options = { format, keys, mask, name, at: Date.now(), tool: version() };
    return exportedFile({ session, observations }, options, translate);
  };
  return (
    <SpeechProvider value={speech}>
      <PanelView
        session={store.session}
        rows={store.rows}
        lanes={store.lanes}
        outline={store.outline}
        health={health.value}
        browser={browserKind()}
        onGrant={controller.grant}
        onReload={controller.reload}
        rehearsal={controller.rehearsal.value}
        visitorUrl={controller.visitorUrl}
        sources={{
          imported,
          shown,
          reading: sources.reading.value,
          failure: sources.failure.value,
        }}
        onSource={sources}
        earlier={{
          list: controller.earlier.list.value,
          failed: controller.earlier.failed.value,
          keep: controller.keep.value,
        }}
        onEarlier={{ ...controller.earlier, options: () => void openOptions() }}
        sessions={[{ id: LIVE, name: translate('session_live'), store: live }, ...imported].map(
          ({ id, name, store: { session, version } }) => ({
            ...{ id, name, session },
            version: version.value,
          }),
        )}
        onShowIn={(id, key) => {
          sources.show(id);
          selected.value = { ...selected.value, [id]: key };
          tab.value = 'timeline';
        }}
        filter={store.filter.value}
        searching={store.searching}
        earlierRows={store.earlierRows}
        savedFilters={savedFilters.value.value}
        onSaveFilter={(filter) => savedFilters.set(toggledFilter(savedFilters.value.value, filter))}
        pause={{ on: live.paused.value, waiting: live.waiting.value }}
        onPause={live.pause}
        options={{ clearOnNavigation: clearOnNavigation.value.value }}
        onOptions={(options) => clearOnNavigation.set(options.clearOnNavigation)}
        layout={controller.layout.value.value}
        onLayout={controller.layout.set}
        introduction={controller.introduction.value}
        onIntroduction={controller.introduce}
        tab={tab.value}
        selected={selected.value[shown] ?? null}
        now={Date.now()}
        announcement={announce(live.session)}
        onSelect={select}
        onFilter={(query) => store.search(query)}
        onClear={() => {
          select(null);
          controller.clear();
        }}
        onTab={(next) => {
          tab.value = next;
        }}
        // The scripts of a file's pages are not those of the page that is open.
        onOpenSource={source ? null : openSource}
        exported={exported}
      />
    </SpeechProvider>
  );
}

interface PanelProps {
  readonly controller: PanelController;
  readonly announce: ReturnType<typeof createAnnouncer>;
}

async function start(): Promise<void> {
  applyTheme();
  onTheme(applyTheme);
  document.documentElement.lang = language();
  const root = document.getElementById('root');
  const tabId = await subjectTabId();
  if (!root || tabId === undefined) return;
  const controller = createPanelController(tabId, pageSignal());
  render(<Panel controller={controller} announce={createAnnouncer(translate)} />, root);
}

void start();
