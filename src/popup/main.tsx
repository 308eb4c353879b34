import { type JSX, render } from 'preact';
import { language, translate } from '../platform/i18n.ts';
import { pageSignal, subjectTabId } from '../platform/page.ts';
import { SpeechProvider } from '../ui/text.tsx';
import { applyTheme } from '../ui/theme.ts';
import { createTimes } from '../ui/times.ts';
import { createPopupController, type PopupController } from './controller.ts';
import { BrowserPage, PopupView } from './views/popup-view.tsx';

const speech = { t: translate, times: createTimes(language()) };

/** The popup with its state: drawn anew whenever a signal that it reads changes. */
function Popup({ controller }: { readonly controller: PopupController }): JSX.Element {
  return (
    <SpeechProvider value={speech}>
      <PopupView {...controller.value} />
    </SpeechProvider>
  );
}

async function start(): Promise<void> {
  applyTheme();
  document.documentElement.lang = language();
  // Opened as a tab or window of its own it takes the width it gets.
  if (location.search.includes('tabId=')) document.body.dataset.ownWindow = '';
  const root = document.getElementById('root');
  const tabId = await subjectTabId();
  if (!root) return;
  if (tabId !== undefined) {
    render(<Popup controller={createPopupController(tabId, pageSignal())} />, root);
    return;
  }
  render(
    <SpeechProvider value={speech}>
      <BrowserPage />
    </SpeechProvider>,
    root,
  );
}

void start();
