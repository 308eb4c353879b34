import type { ComponentChildren, JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { type Compared, compareSessions } from '../../core/compare/compare.ts';
import { visible } from '../../core/findings/shown.ts';
import type { Session } from '../../core/session/session.ts';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { AliasDifferences, AliasPair } from './compare-alias.tsx';
import { PersonDifferences, PersonNames } from './compare-person.tsx';

/** Differences of one sort that are drawn. */
const DRAWN = 100;
/** Characters of a session's name. */
const NAME = 60;

/** A session to compare. */
export interface ComparedSession {
  readonly id: number;
  readonly name: string;
  readonly session: Session;
  /** Another number whenever the session has changed. */
  readonly version: number;
}

export interface Choice {
  readonly before: number;
  readonly after: number;
}

interface Props {
  readonly sessions: readonly ComparedSession[];
  readonly choice: Choice;
  readonly onChoose: (choice: Choice) => void;
  /** Goes to an entry of a session. */
  readonly onShowIn: (id: number, key: number) => void;
}

/** What two sessions differ in: aliases and people added, missing and changed. */
export function CompareView({ sessions, choice, onChoose, onShowIn }: Props): JSX.Element {
  const { t, times } = useSpeech();
  const before = sessions.find(({ id }) => id === choice.before) ?? sessions[0];
  const after = sessions.find(({ id }) => id === choice.after) ?? sessions[0];
  const comparison = useMemo(
    () => (before && after ? compareSessions(before.session, after.session) : null),
    [before?.session, before?.version, after?.session, after?.version],
  );
  if (!comparison || !before || !after) return <div />;
  const { aliases, people } = comparison;
  const different = [aliases, people].reduce((sum, part) => sum + countOf(part), 0);
  return (
    <div class="compare scroll">
      <div class="compare-head">
        <Chooser
          label={t('compare_before')}
          sessions={sessions}
          chosen={before.id}
          onChoose={(id) => onChoose({ before: id, after: after.id })}
        />
        <button
          type="button"
          class="button"
          data-weight="quiet"
          aria-label={t('compare_swap')}
          title={t('compare_swap')}
          onClick={() => onChoose({ before: after.id, after: before.id })}
        >
          <Icon name="swap" />
        </button>
        <Chooser
          label={t('compare_after')}
          sessions={sessions}
          chosen={after.id}
          onChoose={(id) => onChoose({ before: before.id, after: id })}
        />
      </div>
      <p role="status" class="compare-sum">
        {different === 0 ? t('compare_same') : t('compare_different', times.count(different))}{' '}
        <span class="muted">{t('compare_note')}</span>
      </p>
      <Part
        title={t('report_aliases')}
        part={aliases}
        draw={(alias) => <AliasPair alias={alias} />}
        explain={(change) => <AliasDifferences {...change} />}
        show={(side, { entry }) => onShowIn(side === 'before' ? before.id : after.id, entry)}
      />
      <Part
        title={t('report_people')}
        part={people}
        draw={(person) => <PersonNames identities={person.identities} />}
        explain={(change) => <PersonDifferences {...change} />}
        show={(side, { aliases: [first] }) =>
          onShowIn(side === 'before' ? before.id : after.id, first ?? -1)
        }
      />
    </div>
  );
}

function countOf({ missing, added, changed }: Compared<unknown, unknown>): number {
  return missing.length + added.length + changed.length;
}

function Chooser({
  label,
  sessions,
  chosen,
  onChoose,
}: Pick<Props, 'sessions'> & {
  readonly label: string;
  readonly chosen: number;
  readonly onChoose: (id: number) => void;
}): JSX.Element {
  return (
    <label class="chooser">
      <span class="label">{label}</span>
      <select
        value={String(chosen)}
        onChange={(event) => onChoose(Number(event.currentTarget.value))}
      >
        {sessions.map(({ id, name }) => (
          <option key={id} value={String(id)}>
            {visible(name.slice(0, NAME))}
          </option>
        ))}
      </select>
    </label>
  );
}

type Side = 'before' | 'after';

/** The differences of one sort, and what is the same. */
function Part<T, D>({
  title,
  part,
  draw,
  explain,
  show,
}: {
  readonly title: string;
  readonly part: Compared<T, D>;
  readonly draw: (one: T) => ComponentChildren;
  readonly explain: (change: { before: T; after: T; difference: D }) => ComponentChildren;
  readonly show: (side: Side, one: T) => void;
}): JSX.Element {
  const { t, times } = useSpeech();
  const { missing, added, changed, same } = part;
  const link = (side: Side, one: T): JSX.Element => (
    <button type="button" class="link" onClick={() => show(side, one)}>
      {t(`compare_show_${side}`)}
    </button>
  );
  const lines = [
    ...missing.map((one) => ({ sort: 'missing' as const, one, more: link('before', one) })),
    ...added.map((one) => ({ sort: 'added' as const, one, more: link('after', one) })),
    ...changed.map((change) => ({
      sort: 'changed' as const,
      one: change.after,
      more: (
        <>
          {explain(change)}
          {link('before', change.before)} {link('after', change.after)}
        </>
      ),
    })),
  ];
  return (
    <section class="compare-part" aria-label={title}>
      <h2>{title}</h2>
      {lines.length === 0 && same.length === 0 && <p class="muted">{t('compare_none')}</p>}
      <ul>
        {lines.slice(0, DRAWN).map(({ sort, one, more }, index) => (
          <li key={index} data-testid="difference" data-change={sort}>
            <span class="change">
              <Icon name={sort} />
              {t(`compare_${sort}`)}
            </span>
            <div class="change-body">
              {draw(one)}
              <div class="change-more">{more}</div>
            </div>
          </li>
        ))}
      </ul>
      {lines.length > DRAWN && (
        <p class="muted">{t('compare_more', times.count(lines.length - DRAWN))}</p>
      )}
      {same.length > 0 && (
        <details class="compare-equal">
          <summary>{t('compare_equal', times.count(same.length))}</summary>
          <ul>
            {same.slice(0, DRAWN).map(({ after: one }, index) => (
              <li key={index}>{draw(one)}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
