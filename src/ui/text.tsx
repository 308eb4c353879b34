import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Translate } from '../core/text/catalogue.ts';
import { createTimes, type Times } from './times.ts';

/** What components need to speak to the user: texts and times in the user's language. */
export interface Speech {
  readonly t: Translate;
  readonly times: Times;
}

const SpeechContext = createContext<Speech>({ t: (key) => key, times: createTimes('en') });

export const SpeechProvider = SpeechContext.Provider;
export const useSpeech = (): Speech => useContext(SpeechContext);
