import { signal } from '@preact/signals';
import { createSessionFold } from '../../../src/core/session/fold.ts';
import { PopupView } from '../../../src/popup/views/popup-view.tsx';
import { LOGGED_OUT, NEW_VISITOR } from '../fixtures/pages.ts';
import type { Gallery } from './gallery.ts';
import type { PopupState } from './states.ts';

/** The popup in one state; its actions succeed. */
export function popupGallery(state: PopupState): Gallery {
  const fold = createSessionFold();
  fold.append(state.log ?? []);
  fold.settle();
  const report = signal(state.report ?? null);
  const View = () => (
    <PopupView
      page={report.value?.after ?? state.page}
      findings={fold.session.findings}
      report={report.value}
      busy={state.busy ?? false}
      onAct={(action) => {
        report.value = action === 'log-out' ? LOGGED_OUT : NEW_VISITOR;
      }}
    />
  );
  return { View, arrive: async () => {} };
}
