import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { visible } from '../../core/findings/shown.ts';
import { keepInWindow } from '../../ui/keep-in-window.ts';
import { useSpeech } from '../../ui/text.tsx';
import type { Completion } from '../completions.ts';

export const LIST = 'filter-completions';
/** ID of an offer. */
export const offerId = (index: number): string => `${LIST}-${index}`;

/** The ways to go on with a filter, and how a filter is written. */
export function CompletionList({
  offers,
  active,
  onTake,
}: {
  readonly offers: readonly Completion[];
  /** Index of the one that Enter takes; -1 for none. */
  readonly active: number;
  readonly onTake: (offer: Completion) => void;
}): JSX.Element {
  const { t } = useSpeech();
  const box = useRef<HTMLDivElement>(null);
  const shown = offers.length > 0;
  useLayoutEffect(() => {
    if (shown) keepInWindow(box.current);
  }, [offers.length]);
  useLayoutEffect(() => {
    box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div ref={box} class="completions" hidden={!shown}>
      <div id={LIST} role="listbox" aria-label={t('filter_completions')}>
        {offers.map((offer, index) => (
          <div
            key={`${offer.sort} ${offer.label}`}
            id={offerId(index)}
            class="offer"
            role="option"
            aria-selected={index === active}
            // The focus stays in the field.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(offer)}
            onKeyDown={undefined}
          >
            <bdi class="mono">{visible(offer.label)}</bdi>
            <span class="muted">
              {offer.sort === 'saved' && t('filter_saved')}
              {offer.sort === 'field' && t(`filter_field_${offer.field}`)}
            </span>
          </div>
        ))}
      </div>
      <p class="muted" aria-hidden="true">
        {t('filter_help')}
      </p>
    </div>
  );
}
