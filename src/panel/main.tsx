import { signal } from '@preact/signals';
import { type JSX, render } from 'preact';
import { onTheme } from '../platform/devtools.ts';
import { language, translate } from '../platform/i18n.ts';
import { pageSignal, subjectTabId } from '../platform/page.ts';
import { SpeechProvider } from '../ui/text.tsx';
import { applyTheme } from '../ui/theme.ts';
import { createTimes } from '../ui/times.ts';
import { createAnnouncer } from './announcer.ts';
import { createPanelController, type PanelController } from './controller.ts';
import type { TabId } from './views/panel-props.ts';
import { PanelView } from './views/panel-view.tsx';

const speech = { t: translate, times: createTimes(language()) };
const tab = signal<TabId>('timeline');
const selected = signal<number | null>(null);

/** The panel with its state: drawn anew whenever a signal that it reads changes. */
function Panel({ controller, announce }: PanelProps): JSX.Element {
  const { store, health } = controller;
  void store.version.value;
  return (
    <SpeechProvider value={speech}>
      <PanelView
        session={store.session}
        rows={store.rows}
        health={health.value}
        filter={store.filter.value}
        tab={tab.value}
        selected={selected.value}
        now={Date.now()}
        announcement={announce(store.session)}
        onSelect={(key) => {
          selected.value = key;
        }}
        onFilter={(query) => store.search(query)}
        onClear={() => {
          selected.value = null;
          controller.clear();
        }}
        onTab={(next) => {
          tab.value = next;
        }}
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
