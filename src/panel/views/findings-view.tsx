import type { JSX } from 'preact';
import { gravestFirst } from '../../core/findings/gravity.ts';
import type { Session } from '../../core/session/session.ts';
import { FindingCard } from '../../ui/finding-card.tsx';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';

/** Findings drawn at once; a broken site can make tens of thousands. */
const DRAWN = 200;

/** What is wrong, gravest first, each with the way to its row. */
export function FindingsView({
  session,
  onShow,
}: {
  readonly session: Session;
  readonly onShow: (key: number) => void;
}): JSX.Element {
  const { t } = useSpeech();
  const sorted = gravestFirst(session.findings);
  if (sorted.length === 0)
    return (
      <div class="state">
        <Icon name="delivered" />
        <h2>{t('findings_none_title')}</h2>
        <p>{t('findings_none')}</p>
      </div>
    );
  return (
    <div class="findings-list scroll">
      {sorted.slice(0, DRAWN).map((finding) => (
        <FindingCard
          key={`${finding.entry}${finding.rule}${finding.identities.join()}`}
          finding={finding}
        >
          <button type="button" class="link" onClick={() => onShow(finding.entry)}>
            {t('show_row')}
          </button>
        </FindingCard>
      ))}
      {sorted.length > DRAWN && <p>{t('findings_more', String(sorted.length - DRAWN))}</p>}
    </div>
  );
}
