import type { JSX } from 'preact';
import { visible } from '../core/findings/shown.ts';
import { spaceDrawer } from './spaces.tsx';
import { useSpeech } from './text.tsx';

/**
 * A text from outside, isolated and with the invisible made visible; of a long one the beginning,
 * and how long it is.
 */
export function LongText({
  text,
  limit = 4_000,
  spaces = false,
}: {
  readonly text: string;
  /** Characters drawn: a page can send megabytes. */
  readonly limit?: number;
  /** With a mark for each space that nobody would see. */
  readonly spaces?: boolean;
}): JSX.Element {
  const { t, times } = useSpeech();
  const cut = text.length > limit;
  const shown = visible(text.slice(0, limit));
  const drawn = spaces ? spaceDrawer(shown, t('space'))(shown, 0) : shown;
  if (!cut) return <bdi>{drawn}</bdi>;
  return (
    <>
      <bdi>{drawn}…</bdi> <span class="muted">{t('text_cut', times.count(text.length))}</span>
    </>
  );
}
