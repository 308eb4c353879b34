import type { JSX, RefObject, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Session } from '../../core/session/session.ts';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { type Completion, completions } from '../completions.ts';
import { CompletionList, LIST, offerId } from './completion-list.tsx';

const HELP = 'filter-help';

interface Props {
  readonly session: Session;
  readonly filter: string;
  readonly saved: readonly string[];
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onFilter: (filter: string) => void;
  /** Keeps the filter, or forgets it if it is kept. */
  readonly onSave: (filter: string) => void;
  /** The user is done: on to the rows. */
  readonly onDone: () => void;
}

/** The search field: a combobox that offers fields, values and saved filters. */
export function FilterBox(props: Props): JSX.Element {
  const { session, filter, saved, input, onFilter, onSave, onDone } = props;
  const { t } = useSpeech();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const caret = useRef<number | null>(null);
  const place = caret.current ?? filter.length;
  const offers = open ? completions(filter, place, session, saved) : [];
  const expanded = offers.length > 0;

  useLayoutEffect(() => {
    // The caret follows what was put in, and stays where the user has put it.
    if (caret.current !== null && document.activeElement === input.current)
      input.current?.setSelectionRange(caret.current, caret.current);
  }, [filter]);
  const set = (next: string, at: number): void => {
    caret.current = at;
    setActive(-1);
    onFilter(next);
  };
  const take = ({ filter: next, caret: at, sort }: Completion): void => {
    set(next, at);
    setOpen(sort === 'field');
    input.current?.focus();
  };
  const step = (by: 1 | -1): void => {
    if (!open) caret.current = input.current?.selectionStart ?? filter.length;
    setOpen(true);
    const last = offers.length - 1;
    if (!expanded) setActive(by === 1 ? 0 : -1);
    else if (by === 1) setActive(active === last ? -1 : active + 1);
    else setActive(active === -1 ? last : active - 1);
  };
  const enter = (): void => {
    const offer = offers[active];
    if (offer) take(offer);
    else {
      setOpen(false);
      onDone();
    }
  };
  const leave = (): void => {
    if (expanded) setOpen(false);
    else set('', 0);
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: enter,
    Escape: leave,
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>): void => {
    const act = keys[event.key];
    if (!act || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const kept = saved.includes(filter.trim());
  const star = t(kept ? 'filter_forget' : 'filter_save');
  return (
    <div class="search" onFocusOut={() => setOpen(false)}>
      <Icon name="search" />
      <input
        ref={input}
        data-testid="filter"
        type="text"
        role="combobox"
        aria-label={t('filter')}
        aria-autocomplete="list"
        aria-expanded={expanded}
        aria-controls={LIST}
        aria-activedescendant={offers[active] ? offerId(active) : undefined}
        aria-describedby={HELP}
        spellcheck={false}
        autocomplete="off"
        placeholder={t('filter_placeholder')}
        value={filter}
        onInput={({ currentTarget }) => {
          setOpen(true);
          set(currentTarget.value, currentTarget.selectionStart ?? currentTarget.value.length);
        }}
        onClick={({ currentTarget }) => {
          caret.current = currentTarget.selectionStart;
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
      />
      {filter.trim() !== '' && (
        <button
          type="button"
          class="search-save"
          aria-label={star}
          title={star}
          aria-pressed={kept}
          onClick={() => onSave(filter)}
        >
          <Icon name="star" />
        </button>
      )}
      <span id={HELP} hidden>
        {t('filter_help')}
      </span>
      <CompletionList offers={offers} active={active} onTake={take} />
    </div>
  );
}
