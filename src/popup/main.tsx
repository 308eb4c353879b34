import { signal } from '@preact/signals';
import { type JSX, render } from 'preact';
import type { Finding } from '../core/findings/finding.ts';
import { createSessionFold } from '../core/session/fold.ts';
import { language, translate } from '../platform/i18n.ts';
import { pageSignal, subjectTabId } from '../platform/page.ts';
import { connectToBackground } from '../platform/ports.ts';
import {
  type ActionReport,
  type PageAction,
  type PageState,
  PORT_PREFIX,
} from '../protocol/api.ts';
import { type Follower, follow } from '../protocol/follow.ts';
import { SpeechProvider } from '../ui/text.tsx';
import { applyTheme } from '../ui/theme.ts';
import { createTimes } from '../ui/times.ts';
import { PopupView } from './views/popup-view.tsx';

const speech = { t: translate, times: createTimes(language()) };
const page = signal<PageState | null>(null);
const findings = signal<readonly Finding[]>([]);
const report = signal<ActionReport | null>(null);
const busy = signal(false);

function Popup({ onAct }: { readonly onAct: (action: PageAction) => void }): JSX.Element {
  return (
    <SpeechProvider value={speech}>
      <PopupView
        page={page.value}
        findings={findings.value}
        report={report.value}
        busy={busy.value}
        onAct={onAct}
      />
    </SpeechProvider>
  );
}

/** Follows the tab's log for its findings, and reads the page anew whenever the log grows. */
function followTab(tabId: number, end: AbortSignal): Follower {
  let fold = createSessionFold();
  const readPage = (): void => {
    follower.request('page.read', { tabId }).then(
      (state) => {
        page.value = state;
      },
      () => {},
    );
  };
  const follower = follow(
    tabId,
    () => connectToBackground(`${PORT_PREFIX}${tabId}`),
    {
      reset() {
        fold = createSessionFold();
        findings.value = [];
      },
      observed(observations) {
        fold.append(observations);
        fold.settle(Date.now());
        findings.value = [...fold.session.findings];
        if (follower.state === 'connected') readPage();
      },
      state(state) {
        if (state === 'connected') readPage();
      },
    },
    end,
  );
  return follower;
}

async function start(): Promise<void> {
  applyTheme();
  document.documentElement.lang = language();
  // Opened as a tab or window of its own it takes the width it gets.
  if (location.search.includes('tabId=')) document.body.dataset.ownWindow = '';
  const root = document.getElementById('root');
  const tabId = await subjectTabId();
  if (!root) return;
  if (tabId === undefined) {
    page.value = { state: 'browser-page' };
    render(<Popup onAct={() => {}} />, root);
    return;
  }
  const follower = followTab(tabId, pageSignal());
  const act = async (action: PageAction): Promise<void> => {
    busy.value = true;
    try {
      report.value = await follower.request('page.act', { tabId, action });
      page.value = report.value.after;
    } finally {
      busy.value = false;
    }
  };
  render(<Popup onAct={(action) => void act(action)} />, root);
}

void start();
