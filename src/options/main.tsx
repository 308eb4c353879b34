import { type ReadonlySignal, signal } from '@preact/signals';
import { type JSX, render } from 'preact';
import { language, translate } from '../platform/i18n.ts';
import { onSetting, readSetting, writeSetting } from '../platform/settings.ts';
import { KEY_LABELS, TEST_HOSTS } from '../protocol/api-keys.ts';
import { PERSONAS } from '../protocol/personas.ts';
import type { Setting } from '../protocol/settings.ts';
import { OWN_HOSTS } from '../protocol/tracking-hosts.ts';
import { SpeechProvider } from '../ui/text.tsx';
import { applyTheme } from '../ui/theme.ts';
import { createTimes } from '../ui/times.ts';
import { OptionsView } from './views/options-view.tsx';

const speech = { t: translate, times: createTimes(language()) };

/** A setting as it is now, whoever changes it. */
async function kept<T>(setting: Setting<T>): Promise<ReadonlySignal<T>> {
  const value = signal<T>(await readSetting<T>(setting));
  onSetting(setting, (next) => {
    value.value = next;
  });
  return value;
}

async function start(): Promise<void> {
  applyTheme();
  document.documentElement.lang = language();
  const root = document.getElementById('root');
  if (!root) return;
  const [ownHosts, testHosts, keyLabels, personas] = await Promise.all([
    kept(OWN_HOSTS),
    kept(TEST_HOSTS),
    kept(KEY_LABELS),
    kept(PERSONAS),
  ]);
  const Options = (): JSX.Element => (
    <SpeechProvider value={speech}>
      <OptionsView
        ownHosts={ownHosts.value}
        testHosts={testHosts.value}
        keyLabels={keyLabels.value}
        personas={personas.value}
        onOwnHosts={(hosts) => void writeSetting(OWN_HOSTS, hosts)}
        onTestHosts={(patterns) => void writeSetting(TEST_HOSTS, patterns)}
        onKeyLabels={(labels) => void writeSetting(KEY_LABELS, labels)}
        onPersonas={(next) => void writeSetting(PERSONAS, next)}
      />
    </SpeechProvider>
  );
  render(<Options />, root);
}

void start();
