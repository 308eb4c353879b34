import type { JSX } from 'preact';
import { visible } from '../core/findings/shown.ts';
import { useSpeech } from './text.tsx';

/**
 * A text from outside, isolated and with the invisible made visible; of a long one the beginning,
 * and how long it is.
 */
export function LongText({
  text,
  limit = 4_000,
}: {
  readonly text: string;
  /** Characters drawn: a page can send megabytes. */
  readonly limit?: number;
}): JSX.Element {
  const { t, times } = useSpeech();
  if (text.length <= limit) return <bdi>{visible(text)}</bdi>;
  return (
    <>
      <bdi>{visible(text.slice(0, limit))}…</bdi>{' '}
      <span class="muted">{t('text_cut', times.count(text.length))}</span>
    </>
  );
}
