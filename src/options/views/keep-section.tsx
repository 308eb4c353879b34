import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { KEEP_DAYS, type KeepDays } from '../../protocol/kept.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useSpeech } from '../../ui/text.tsx';

export interface KeepSectionProps {
  readonly keep: KeepDays;
  readonly onKeep: (days: KeepDays) => void;
  /** Removes all logs; rejects if that failed. */
  readonly onClearAll: () => Promise<void>;
}

/** How long logs are kept, and a way to be rid of all of them. */
export function KeepSection({ keep, onKeep, onClearAll }: KeepSectionProps): JSX.Element {
  const { t } = useSpeech();
  const [asking, setAsking] = useState(false);
  const [result, setResult] = useState('');
  return (
    <section aria-labelledby="keep-title">
      <h2 id="keep-title">{t('keep_title')}</h2>
      <p>{t('keep_help')}</p>
      <div class="choices" role="radiogroup" aria-labelledby="keep-title">
        {KEEP_DAYS.map((days) => (
          <label key={days}>
            <input type="radio" name="keep" checked={keep === days} onChange={() => onKeep(days)} />
            {t(`keep_${days}`)}
          </label>
        ))}
      </div>
      <div class="add">
        <button type="button" class="button" onClick={() => setAsking(true)}>
          {t('clear_all')}
        </button>
        <p role="status">{result}</p>
      </div>
      {asking && (
        <Confirm
          question={t('clear_all_ask')}
          action={t('clear_all_do')}
          onConfirm={() => {
            onClearAll().then(
              () => setResult(t('clear_all_done')),
              () => setResult(t('clear_all_failed')),
            );
          }}
          onClose={() => setAsking(false)}
        >
          {t('clear_all_what')}
        </Confirm>
      )}
    </section>
  );
}
