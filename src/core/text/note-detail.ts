import type { Translate } from './catalogue.ts';

const RESETS = {
  'log-out': 'log_out',
  'new-visitor': 'new_visitor',
  'forget-queue': 'forget_queue',
};
/** Message keys of details that are words of the program, by the note's code. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  reset: RESETS,
  undone: RESETS,
  sandbox: {
    off: 'note_sandbox_off',
    everything: 'note_sandbox_everything',
    aliases: 'note_sandbox_aliases',
  },
};

/** A note's detail in words for people; as it stands where it is none of the program's own. */
export function noteDetail(
  { code, detail = '' }: { readonly code: string; readonly detail?: string },
  t: Translate,
): string {
  const words = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
  const key = words && Object.hasOwn(words, detail) ? words[detail] : undefined;
  return key === undefined ? detail : t(key);
}
