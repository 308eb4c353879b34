import { OptionsView } from '../../../src/options/views/options-view.tsx';
import { CAROL, NEWCOMER, PRODUCTION } from '../fixtures/pages.ts';
import type { Gallery } from './gallery.ts';
import type { OptionsState } from './states.ts';

/** The options page in one state. */
export function optionsGallery({ empty }: OptionsState): Gallery {
  const nothing = (): void => {};
  const View = () => (
    <OptionsView
      ownHosts={empty ? [] : [{ host: 'track.example.com', pathPrefix: '/km' }]}
      testHosts={empty ? [] : ['localhost', '*.test', '*.staging.example.com']}
      keyLabels={empty ? [] : [PRODUCTION]}
      personas={empty ? [] : [CAROL, NEWCOMER]}
      keep={empty ? 0 : 7}
      onKeep={nothing}
      onClearAll={async () => {}}
      onOwnHosts={nothing}
      onTestHosts={nothing}
      onKeyLabels={nothing}
      onPersonas={nothing}
    />
  );
  return { View, arrive: async () => {} };
}
