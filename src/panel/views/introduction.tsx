import type { ComponentChildren, JSX } from 'preact';
import { Identity } from '../../ui/identity.tsx';
import { useSpeech } from '../../ui/text.tsx';
import type { LaneRow, Slots } from '../lanes.ts';
import { LaneCell } from './lane-cell.tsx';

const ANONYMOUS = '5tyjZxK+/Q1aB2cD3eF4gH5iJau=';
const NAMED = 'bob@example.com';
const slots = (a: number | null, b: number | null): Slots => [a, b, null, null, null, null];
const UNLIT = () => false;

/** Three rows of a timeline: a visitor without a name, the alias, the visitor with one. */
const BEFORE: LaneRow = {
  ...{ before: slots(null, null), after: slots(0, null), at: 0, id: ANONYMOUS },
  ...{ link: null, lines: [0] },
};
const ALIAS: LaneRow = {
  ...{ before: slots(0, null), after: slots(null, 1), at: 1, id: NAMED },
  ...{ link: { from: 0, to: 1, how: 'join' }, lines: [0, 1] },
};
const AFTER: LaneRow = {
  ...{ before: slots(null, 1), after: slots(null, 1), at: 1, id: NAMED },
  ...{ link: null, lines: [1] },
};

/** What rows and lines mean, shown by three of them, and what to do next. */
export function Introduction({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { t } = useSpeech();
  const row = (
    kind: string,
    lane: LaneRow,
    says: ComponentChildren,
    means: string,
  ): JSX.Element => (
    <li data-kind={kind}>
      <LaneCell row={lane} lit={UNLIT} />
      <span class="intro-says">{says}</span>
      <span class="intro-means">{means}</span>
    </li>
  );
  return (
    <section class="intro" data-testid="introduction" aria-labelledby="intro-title">
      <div class="intro-head">
        <h2 id="intro-title">{t('intro_title')}</h2>
        <button type="button" class="button" onClick={onClose}>
          {t('intro_close')}
        </button>
      </div>
      <ul>
        {row('event', BEFORE, <Identity id={ANONYMOUS} />, t('intro_anonymous'))}
        {row(
          'alias',
          ALIAS,
          <>
            <Identity id={ANONYMOUS} />
            <span class="pair">⇄</span>
            <Identity id={NAMED} />
          </>,
          t('intro_alias'),
        )}
        {row('event', AFTER, <Identity id={NAMED} />, t('intro_named'))}
      </ul>
      <p class="muted">{t('intro_next')}</p>
    </section>
  );
}
