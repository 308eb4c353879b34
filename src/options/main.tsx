import { type JSX, render } from 'preact';
import { language, translate } from '../platform/i18n.ts';
import { pageSignal } from '../platform/page.ts';
import { createPreference } from '../platform/preference.ts';
import { KEY_LABELS, TEST_HOSTS } from '../protocol/api-keys.ts';
import { PERSONAS } from '../protocol/personas.ts';
import { OWN_HOSTS } from '../protocol/tracking-hosts.ts';
import { SpeechProvider } from '../ui/text.tsx';
import { applyTheme } from '../ui/theme.ts';
import { createTimes } from '../ui/times.ts';
import { OptionsView } from './views/options-view.tsx';

const speech = { t: translate, times: createTimes(language()) };

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
  // What is edited is what is stored.
  await Promise.all([ownHosts, testHosts, keyLabels, personas].map(({ ready }) => ready));
  const Options = (): JSX.Element => (
    <SpeechProvider value={speech}>
      <OptionsView
        ownHosts={ownHosts.value.value}
        testHosts={testHosts.value.value}
        keyLabels={keyLabels.value.value}
        personas={personas.value.value}
        onOwnHosts={ownHosts.set}
        onTestHosts={testHosts.set}
        onKeyLabels={keyLabels.set}
        onPersonas={personas.set}
      />
    </SpeechProvider>
  );
  render(<Options />, root);
}

void start();
