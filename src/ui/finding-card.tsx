import type { JSX } from 'preact';
import type { Finding } from '../core/findings/finding.ts';
import { findingText } from '../core/findings/text.ts';
import { SeverityMark } from './marks.tsx';
import { useSpeech } from './text.tsx';

/** A finding: what happened and, unless it is to be brief, why it matters, what to do, who says so. */
export function FindingCard({
  finding,
  brief = false,
}: {
  readonly finding: Finding;
  /** Title and message only. */
  readonly brief?: boolean;
}): JSX.Element {
  const { t } = useSpeech();
  const { title, message } = findingText(finding, t);
  return (
    <article
      class="finding"
      data-testid="finding"
      data-rule={finding.rule}
      data-severity={finding.severity}
    >
      <h3>
        <SeverityMark severity={finding.severity} quiet /> {title}
      </h3>
      <p class="finding-message">{message}</p>
      {!brief && <FindingLesson finding={finding} />}
    </article>
  );
}

/** What is the same for all findings of a rule: why it matters, what to do, and who says so. */
export function FindingLesson({ finding }: { readonly finding: Finding }): JSX.Element {
  const { t } = useSpeech();
  const { why, advice } = findingText(finding, t);
  return (
    <>
      <p>
        <strong>{t('finding_why')}</strong> {why}
      </p>
      <p>
        <strong>{t('finding_advice')}</strong> {advice}
      </p>
      <p>
        <a href={finding.help} target="_blank" rel="noreferrer">
          {t('finding_help')}
        </a>
      </p>
    </>
  );
}
