import type { JSX, RefObject } from 'preact';
import { gravest } from '../../core/findings/gravity.ts';
import type { Session } from '../../core/session/session.ts';
import { Icon } from '../../ui/icons.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FilterBox } from './filter-box.tsx';
import { ImportButton } from './import-button.tsx';
import { OptionsMenu } from './options-menu.tsx';
import type { PanelViewProps } from './panel-props.ts';
import { PauseButton } from './pause.tsx';

/** The views to choose from, what was counted, and the tools. */
export function PanelBar(
  props: PanelViewProps & {
    readonly search: RefObject<HTMLInputElement | null>;
    /** The user has filtered: on to the rows. */
    readonly onDone: () => void;
    readonly onShortcuts: () => void;
    readonly onShowEarlier: () => void;
    readonly onClearAll: () => void;
    /** Whether the visitor's drawer is open. */
    readonly drawer: boolean;
    readonly onDrawer: () => void;
  },
): JSX.Element {
  const { session, tab, filter, search, sources, onTab, onFilter, onClear } = props;
  const { t } = useSpeech();
  const people = session.people.count;
  return (
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
            extra: people > 0 && <span class="badge">{people}</span>,
          },
          {
            id: 'findings',
            label: t('tab_findings'),
            extra: (
              <span
                class="badge"
                data-testid="count-finding"
                data-severity={gravest(session.severities)}
                hidden={session.counts.finding === 0}
              >
                {session.counts.finding}
              </span>
            ),
          },
          ...(sources.imported.length > 0
            ? [{ id: 'compare', label: t('tab_compare') } as const]
            : []),
        ]}
      />
      <Counts session={session} />
      <div class="tools">
        <FilterBox
          session={session}
          filter={filter}
          saved={props.savedFilters}
          input={search}
          onFilter={onFilter}
          onSave={props.onSaveFilter}
          onDone={props.onDone}
        />
        {/* A file is only read: there is no log of a tab to clear. */}
        {sources.shown === 0 && <PauseButton {...props} />}
        {sources.shown === 0 && (
          <button
            type="button"
            class="button"
            data-weight="quiet"
            title={t('clear')}
            onClick={onClear}
          >
            <Icon name="clear" />
            <span class="button-word">{t('clear')}</span>
          </button>
        )}
        {sources.shown === 0 && props.visitorUrl !== null && (
          <button
            type="button"
            class="button"
            data-weight="quiet"
            title={t('visitor_does')}
            aria-expanded={props.drawer}
            aria-controls="visitor-drawer"
            onClick={props.onDrawer}
          >
            <Icon name="identity" />
            <span class="button-word">{t('visitor')}</span>
          </button>
        )}
        <ImportButton open={props.onSource.open} />
        <button
          type="button"
          class="button"
          data-weight="quiet"
          title={t('earlier_title')}
          aria-haspopup="dialog"
          onClick={props.onShowEarlier}
        >
          <Icon name="earlier" />
          <span class="button-word">{t('earlier')}</span>
        </button>
        <ExportMenu {...props} />
        <OptionsMenu {...props} />
      </div>
    </div>
  );
}

function Counts({ session }: { readonly session: Session }): JSX.Element {
  const { t } = useSpeech();
  return (
    <div class="counts">
      {(['alias', 'event', 'properties'] as const).map((kind) => (
        <span key={kind} class="count" data-kind={kind} title={t(`count_${kind}`)}>
          <Icon name={kind} />
          <span class="count-word">{t(`count_${kind}`)}</span>
          <b data-testid={`count-${kind}`}>{session.counts[kind]}</b>
        </span>
      ))}
    </div>
  );
}
