import type { JSX } from 'preact';
import type { Finding } from '../../core/findings/finding.ts';
import { SEVERITIES } from '../../core/findings/gravity.ts';
import { findingText } from '../../core/findings/text.ts';
import type { Session } from '../../core/session/session.ts';
import { useClock } from '../../ui/clock.ts';
import { FindingLesson } from '../../ui/finding-card.tsx';
import { Icon } from '../../ui/icons.tsx';
import { SeverityMark } from '../../ui/marks.tsx';
import { useSpeech } from '../../ui/text.tsx';

/** Findings of one rule that are drawn; a broken site can make tens of thousands. */
const DRAWN = 50;

interface ViewProps {
  readonly session: Session;
  readonly onShow: (key: number) => void;
}

/** What is wrong, gravest first: each rule that was broken once, with every place where it was. */
export function FindingsView({ session, onShow }: ViewProps): JSX.Element {
  const { t } = useSpeech();
  const { findings } = session;
  if (findings.length === 0)
    return (
      <div class="state">
        <Icon name="delivered" />
        <h2>{t('findings_none_title')}</h2>
        <p>{t('findings_none')}</p>
      </div>
    );
  return (
    <div class="findings-list scroll">
      {SEVERITIES.map((severity) => {
        const graded = findings.filter((finding) => finding.severity === severity);
        return (
          graded.length > 0 && (
            <section key={severity} aria-label={t(`severities_${severity}`)}>
              <h2>
                {t(`severities_${severity}`)} <span class="badge">{graded.length}</span>
              </h2>
              {byRule(graded).map((group) => (
                <RuleGroup key={group[0].rule} group={group} onShow={onShow} />
              ))}
            </section>
          )
        );
      })}
    </div>
  );
}

type Group = readonly [Finding, ...Finding[]];

function byRule(findings: readonly Finding[]): Group[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const group = groups.get(finding.rule);
    if (group) group.push(finding);
    else groups.set(finding.rule, [finding]);
  }
  return [...groups.values()];
}

function RuleGroup({
  group,
  onShow,
}: Pick<ViewProps, 'onShow'> & { readonly group: Group }): JSX.Element {
  const { t, times } = useSpeech();
  const clock = useClock();
  const [first] = group;
  return (
    <article class="rule-group" data-severity={first.severity}>
      <h3>
        <SeverityMark severity={first.severity} quiet /> {findingText(first, t).title}
      </h3>
      <ul>
        {group.slice(0, DRAWN).map((finding, index) => (
          <li
            // Two findings of a rule may be about one entry.
            key={`${finding.entry} ${index}`}
            class="occurrence"
            data-testid="finding"
            data-rule={finding.rule}
            data-severity={finding.severity}
          >
            <button
              type="button"
              class="link"
              aria-label={t('show_row', clock.precise(finding))}
              title={t('show_row', clock.precise(finding))}
              onClick={() => onShow(finding.entry)}
            >
              {clock.precise(finding)}
            </button>
            <span class="finding-message">{findingText(finding, t).message}</span>
          </li>
        ))}
      </ul>
      {group.length > DRAWN && (
        <p class="muted">{t('findings_more', times.count(group.length - DRAWN))}</p>
      )}
      <div class="lesson">
        <FindingLesson finding={first} />
      </div>
    </article>
  );
}
