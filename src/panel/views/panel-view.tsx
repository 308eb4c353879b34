import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { worst } from '../../core/findings/gravity.ts';
import type { Entry, Session } from '../../core/session/session.ts';
import { Icon } from '../../ui/icons.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { Details } from './details.tsx';
import { FindingsView } from './findings-view.tsx';
import { PanelHead } from './panel-head.tsx';
import type { PanelViewProps } from './panel-props.ts';
import { PeopleView } from './people-view.tsx';
import { Timeline } from './timeline.tsx';

/** The whole panel. It draws and calls back; what it shows is made elsewhere. */
export function PanelView(props: PanelViewProps): JSX.Element {
  const { session, tab, selected, onSelect, onTab } = props;
  const { t } = useSpeech();
  const search = useRef<HTMLInputElement>(null);
  const people = session.people.list();
  const entry: Entry | undefined = selected === null ? undefined : session.entry(selected);
  /** Goes to an entry from another view. */
  const show = (key: number): void => {
    onTab('timeline');
    onSelect(key);
  };
  const gravest = worst(session.findings);
  return (
    <main
      class="panel"
      onKeyDown={(event) => {
        if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
        event.preventDefault();
        search.current?.focus();
      }}
    >
      <PanelHead {...props} />
      <div class="bar">
        <Tabs
          label={t('tabs')}
          controls="view"
          selected={tab}
          onSelect={onTab}
          tabs={[
            { id: 'timeline', label: t('tab_timeline') },
            {
              id: 'people',
              label: t('tab_people'),
              extra: people.length > 0 && <span class="badge">{people.length}</span>,
            },
            {
              id: 'findings',
              label: t('tab_findings'),
              extra: (
                <span
                  class="badge"
                  data-testid="count-finding"
                  data-severity={gravest}
                  hidden={session.counts.finding === 0}
                >
                  {session.counts.finding}
                </span>
              ),
            },
          ]}
        />
        <div class="tools">
          <Counts session={session} />
          <label class="search">
            <Icon name="search" />
            <span class="visually-hidden">{t('filter')}</span>
            <input
              ref={search}
              data-testid="filter"
              type="search"
              spellcheck={false}
              placeholder={t('filter')}
              value={props.filter}
              onInput={(event) => props.onFilter(event.currentTarget.value)}
              onKeyDown={(event) => event.key === 'Escape' && props.onFilter('')}
            />
          </label>
          <button type="button" class="button" data-weight="quiet" onClick={props.onClear}>
            <Icon name="clear" />
            {t('clear')}
          </button>
        </div>
      </div>
      <div class="body">
        <div
          role="tabpanel"
          id="view"
          aria-labelledby={`tab-${tab}`}
          data-single={tab !== 'timeline' || !entry || undefined}
        >
          {tab === 'timeline' && <Timeline {...props} />}
          {tab === 'timeline' && entry && (
            <Details
              key={entry.key}
              entry={entry}
              session={session}
              now={props.now}
              onShow={show}
              onClose={() => onSelect(null)}
            />
          )}
          {tab === 'people' && <PeopleView session={session} onShow={show} />}
          {tab === 'findings' && <FindingsView session={session} onShow={show} />}
        </div>
      </div>
      <div class="visually-hidden" role="status" aria-live="polite">
        {props.announcement}
      </div>
    </main>
  );
}

function Counts({ session }: { readonly session: Session }): JSX.Element {
  const { t } = useSpeech();
  return (
    <div class="counts">
      {(['alias', 'event', 'properties'] as const).map((kind) => (
        <span key={kind}>
          <b data-testid={`count-${kind}`}>{session.counts[kind]}</b> {t(`count_${kind}`)}
        </span>
      ))}
    </div>
  );
}
