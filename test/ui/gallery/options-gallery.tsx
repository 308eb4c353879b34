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
      withheldHosts={empty ? [] : ['track.example.com']}
      onAllowHost={nothing}
      testHosts={empty ? [] : ['localhost', '*.test', '*.staging.example.com']}
      keyLabels={empty ? [] : [PRODUCTION]}
      personas={empty ? [] : [CAROL, NEWCOMER]}
      kindLists={
        empty
          ? { anonymous: [], named: [] }
          : { anonymous: ['Guest *', 'visitor-0000000000'], named: ['*-*-*-*-*'] }
      }
      onKindLists={nothing}
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
