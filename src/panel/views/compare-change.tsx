import type { JSX } from 'preact';
import { useSpeech } from '../../ui/text.tsx';

/** One thing as it was and as it is. */
export function Change({
  label,
  before,
  after,
}: {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}): JSX.Element {
  const { t } = useSpeech();
  return (
    <p class="change-line">
      <span class="label">{label}</span>{' '}
      <span>
        <del>
          <span class="visually-hidden">{t('before')}: </span>
          {before}
        </del>
        <span aria-hidden="true"> → </span>
        <ins>
          <span class="visually-hidden">{t('after')}: </span>
          {after}
        </ins>
      </span>
    </p>
  );
}
