import type { JSX } from 'preact';
import type { Entry } from '../../core/session/session.ts';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { urlParts } from '../../ui/url-parts.ts';
import type { Held } from '../visits.ts';

/** Characters of a path in a button's name. */
const PATH = 80;

/**
 * Folds a visit. A row of a grid may not be expanded itself, its button may; the keys for it are
 * the list's.
 */
export function FoldButton({
  entry,
  folded,
}: {
  readonly entry: Entry;
  readonly folded: boolean;
}): JSX.Element {
  const { t } = useSpeech();
  const path = entry.kind === 'navigation' ? urlParts(entry.url).path.slice(0, PATH) : '';
  return (
    <button
      type="button"
      class="fold"
      tabIndex={-1}
      data-fold=""
      aria-expanded={!folded}
      aria-label={t('visit_fold', path)}
      title={t(folded ? 'visit_expand' : 'visit_collapse')}
    >
      <Icon name="fold" />
    </button>
  );
}

/** What was counted in a visit, whatever of it the filter hides. */
export function VisitHeld({ held }: { readonly held: Held }): JSX.Element {
  const { t, times } = useSpeech();
  const { aliases, events, findings, worst } = held;
  const counts = [
    { kind: 'alias', count: aliases, words: t('visit_aliases', times.count(aliases)) },
    { kind: 'event', count: events, words: t('visit_events', times.count(events)) },
  ] as const;
  return (
    <span class="row-held" role="gridcell">
      {counts.map(
        ({ kind, count, words }) =>
          count > 0 && (
            <span key={kind} class="held" data-kind={kind} title={words}>
              <Icon name={kind} />
              <span aria-hidden="true">{times.count(count)}</span>
              <span class="visually-hidden">{words}</span>
            </span>
          ),
      )}
      {worst && (
        <span
          class="held severity"
          data-severity={worst}
          title={t('visit_findings', times.count(findings))}
        >
          <Icon name={worst} />
          <span aria-hidden="true">{times.count(findings)}</span>
          <span class="visually-hidden">{t('visit_findings', times.count(findings))}</span>
        </span>
      )}
    </span>
  );
}
