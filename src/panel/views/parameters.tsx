import type { JSX } from 'preact';
import { visible } from '../../core/findings/shown.ts';
import { parameterMeaning } from '../../core/kissmetrics/parameters.ts';
import type { TrackingProblem } from '../../core/kissmetrics/tracking-request.ts';
import type { RequestEntry } from '../../core/session/session.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { Section } from './details-parts.tsx';
import { unreadText } from './row-chips.tsx';

/** Parameters, and characters of a name, that are drawn: a page can send megabytes. */
const DRAWN = 100;
const NAME = 200;

/** Every parameter of a request as decoded, with what it means, and what could not be decoded. */
export function Parameters({ entry }: { readonly entry: RequestEntry }): JSX.Element {
  const { t, times } = useSpeech();
  const { parameters, problems, unread } = entry.request;
  // What could not be read says itself why.
  const isSaid = (problem: TrackingProblem) => problem !== 'body' || unread === null;
  return (
    <Section title={t('parameters')}>
      <table class="parameters">
        <thead class="visually-hidden">
          <tr>
            <th scope="col">{t('parameter_column_name')}</th>
            <th scope="col">{t('parameter_column_value')}</th>
          </tr>
        </thead>
        <tbody>
          {parameters.slice(0, DRAWN).map(({ name, sentAs, value, broken }, index) => (
            // A name can come twice: its place tells the two apart.
            <tr key={index}>
              <th scope="row">
                <code class="mono">
                  <bdi>{visible((sentAs ?? name).slice(0, NAME))}</bdi>
                </code>
              </th>
              <td>
                <div class="parameter-value">
                  <span>
                    <LongText text={value} spaces />
                    {broken && <em> {t('broken_encoding')}</em>}
                  </span>
                  {value !== '' && <CopyButton text={value} label={visible(name.slice(0, 40))} />}
                </div>
                <div class="muted">{t(parameterMeaning(entry.kind, name))}</div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {parameters.length > DRAWN && (
        <p class="muted">{t('parameters_more', times.count(parameters.length - DRAWN))}</p>
      )}
      {unread !== null && (
        <p class="problem" data-unread={unread.reason}>
          {unreadText(unread, t, times)}
        </p>
      )}
      {problems.filter(isSaid).map((problem) => (
        <p key={problem} class="problem">
          {t(`problem_${problem.replaceAll('-', '_')}`)}
        </p>
      ))}
    </Section>
  );
}
