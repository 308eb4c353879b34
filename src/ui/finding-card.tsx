import type { ComponentChildren, JSX } from 'preact';
import type { Finding } from '../core/findings/finding.ts';
import { findingText } from '../core/findings/text.ts';
import { SeverityMark } from './marks.tsx';
import { useSpeech } from './text.tsx';

/** A finding in full: what happened, why it matters, what to do, and who says so. */
export function FindingCard({
  finding,
  brief = false,
  children,
}: {
  readonly finding: Finding;
  /** Title and message only. */
  readonly brief?: boolean;
  /** Further actions beside the link. */
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { t } = useSpeech();
  const { title, message, why, advice } = findingText(finding, t);
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
      {!brief && (
        <>
          <p>
            <strong>{t('finding_why')}</strong> {why}
          </p>
          <p>
            <strong>{t('finding_advice')}</strong> {advice}
          </p>
        </>
      )}
      <div class="finding-foot">
        {!brief && (
          <a href={finding.help} target="_blank" rel="noreferrer">
            {t('finding_help')}
          </a>
        )}
        {children}
      </div>
    </article>
  );
}
