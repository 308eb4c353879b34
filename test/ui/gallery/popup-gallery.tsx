import { signal } from '@preact/signals';
import { createSessionFold } from '../../../src/core/session/fold.ts';
import { healthOf } from '../../../src/core/session/health.ts';
import { PopupView } from '../../../src/popup/views/popup-view.tsx';
import { AT_REST, LOGGED_OUT, NEW_VISITOR, SIMULATED } from '../fixtures/pages.ts';
import type { Gallery } from './gallery.ts';
import type { PopupState } from './states.ts';

/** The popup in one state; its actions succeed. */
export function popupGallery(state: PopupState): Gallery {
  const fold = createSessionFold();
  fold.append(state.log ?? []);
  fold.settle();
  const report = signal(state.report ?? null);
  const nothing = (): void => {};
  const View = () => (
    <PopupView
      page={report.value?.after ?? state.page}
      session={fold.session}
      rehearsal={state.rehearsal ?? AT_REST}
      report={report.value}
      busy={state.busy ?? false}
      failed={false}
      personas={state.personas ?? []}
      keyLabels={state.keyLabels ?? []}
      testHosts={state.testHosts ?? []}
      health={healthOf({
        ...{
          link: 'connected',
          page: state.page,
          current: { queued: 0, url: null },
          hasEntries: false,
        },
        ...{ access: null, since: null, kept: undefined, ...state.health },
      })}
      browser={state.browser ?? 'chromium'}
      actions={{
        act: (action) => {
          report.value = action === 'log-out' ? LOGGED_OUT : NEW_VISITOR;
        },
        undo: nothing,
        sandbox: nothing,
        simulate: () => {
          report.value = SIMULATED;
        },
        endSimulation: nothing,
        savePersona: nothing,
        forgetPersona: nothing,
        labelKey: nothing,
        ...{ grant: nothing, reload: nothing },
        openWindow: nothing,
        openOptions: nothing,
      }}
    />
  );
  return { View, arrive: async () => {} };
}
