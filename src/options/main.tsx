import { effect, signal } from '@preact/signals';
import { type JSX, render } from 'preact';
import { onAccessChanged } from '../platform/access.ts';
import { requestHost, withheldOf } from '../platform/host-access.ts';
import { language, translate } from '../platform/i18n.ts';
import { pageSignal } from '../platform/page.ts';
import { connectToBackground } from '../platform/ports.ts';
import { createPreference } from '../platform/preference.ts';
import type { BackgroundApi, BackgroundPushes } from '../protocol/api.ts';
import { KEY_LABELS, TEST_HOSTS } from '../protocol/api-keys.ts';
import { KIND_LISTS } from '../protocol/identity-kinds.ts';
import { KEEP } from '../protocol/kept.ts';
import { PERSONAS } from '../protocol/personas.ts';
import { createClient } from '../protocol/rpc.ts';
import { OWN_HOSTS } from '../protocol/tracking-hosts.ts';
import { SpeechProvider } from '../ui/text.tsx';
import { applyTheme } from '../ui/theme.ts';
import { createTimes } from '../ui/times.ts';
import { OptionsView } from './views/options-view.tsx';

const speech = { t: translate, times: createTimes(language()) };

/** Milliseconds that the background may take to empty its store. */
const CLEAR_MS = 60_000;

async function clearAll(): Promise<void> {
  const channel = connectToBackground('options');
  const options = { signal: channel.closed, timeoutMs: CLEAR_MS };
  try {
    await createClient<BackgroundApi, BackgroundPushes>(channel, options).request(
      'log.clear-all',
      null,
    );
  } finally {
    channel.close();
  }
}

async function start(): Promise<void> {
  applyTheme();
  document.documentElement.lang = language();
  const root = document.getElementById('root');
  if (!root) return;
  const end = pageSignal();
  const ownHosts = createPreference(OWN_HOSTS, end);
  const testHosts = createPreference(TEST_HOSTS, end);
  const keyLabels = createPreference(KEY_LABELS, end);
  const personas = createPreference(PERSONAS, end);
  const kindLists = createPreference(KIND_LISTS, end);
  const keep = createPreference(KEEP, end);
  const withheld = signal<readonly string[]>([]);
  const look = (): void => {
    const hosts = ownHosts.value.value;
    const names = [...new Set(hosts.map(({ host }) => host))];
    withheldOf(names).then(
      (found) => {
        withheld.value = found;
      },
      () => {},
    );
  };
  effect(look);
  onAccessChanged(look);
  // What is edited is what is stored.
  await Promise.all(
    [ownHosts, testHosts, keyLabels, personas, kindLists, keep].map(({ ready }) => ready),
  );
  const Options = (): JSX.Element => (
    <SpeechProvider value={speech}>
      <OptionsView
        ownHosts={ownHosts.value.value}
        withheldHosts={withheld.value}
        onAllowHost={(host) => void requestHost(host).catch(() => false)}
        testHosts={testHosts.value.value}
        keyLabels={keyLabels.value.value}
        personas={personas.value.value}
        kindLists={kindLists.value.value}
        keep={keep.value.value}
        onKeep={keep.set}
        onClearAll={clearAll}
        onOwnHosts={ownHosts.set}
        onTestHosts={testHosts.set}
        onKeyLabels={keyLabels.set}
        onPersonas={personas.set}
        onKindLists={kindLists.set}
      />
    </SpeechProvider>
  );
  render(<Options />, root);
}

void start();
