import type { JSX } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { marksOf } from '../../core/filter/match.ts';
import type { Entry } from '../../core/session/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { MarksProvider } from '../../ui/highlight.tsx';
import { KindsProvider } from '../../ui/kinds.tsx';
import { useMedia } from '../../ui/media.ts';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { Splitter } from '../../ui/splitter.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { Banner } from './banner.tsx';
import { type Choice, CompareView } from './compare-view.tsx';
import { Details } from './details.tsx';
import { DropZone } from './drop-zone.tsx';
import { EarlierSheet } from './earlier-sheet.tsx';
import { FindingsView } from './findings-view.tsx';
import { focusRow, useKeptFocus } from './focus-row.ts';
import { HiddenRows } from './hidden-rows.tsx';
import type { IdentityChoice } from './identity-choice.ts';
import { ImportNotice } from './import-notice.tsx';
import { PanelBar } from './panel-bar.tsx';
import { PanelHead } from './panel-head.tsx';
import type { PanelViewProps } from './panel-props.ts';
import { PauseNotice } from './pause.tsx';
import { PeopleView } from './people-view.tsx';
import { SessionsBar } from './sessions-bar.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { Timeline } from './timeline.tsx';
import { VisitorDrawer } from './visitor-drawer.tsx';

/** From here on there is room for details beside the list; the same in `panel.css`. */
const WIDE = '(min-width: 720px)';

/** The whole panel. It draws and calls back; what it shows is made elsewhere. */
export function PanelView(props: PanelViewProps): JSX.Element {
  const { session, onSelect, onTab } = props;
  const tab = props.tab === 'compare' && props.sessions.length < 2 ? 'timeline' : props.tab;
  const { t } = useSpeech();
  const [sheet, setSheet] = useState(false);
  const [earlier, setEarlier] = useState(false);
  const [clearing, setClearing] = useState(false);
  const [choice, setChoice] = useState<Choice | null>(null);
  const [drawer, setDrawer] = useState(false);
  /** Identities chosen in one of the sessions. */
  const [chosen, setChosen] = useState<{ of: number; choice: IdentityChoice }>({
    of: 0,
    choice: [],
  });
  const search = useRef<HTMLInputElement>(null);
  /** The rows are to have the focus once they are there. */
  const toRows = useRef(false);
  useKeptFocus();
  useLayoutEffect(() => {
    if (toRows.current) focusRow();
    toRows.current = false;
  }, [tab]);
  useShortcuts({ '/': () => search.current?.focus(), '?': () => setSheet(true) });
  /** Goes to an entry from another view. */
  const show = (key: number): void => {
    onTab('timeline');
    onSelect(key);
  };
  return (
    <KindsProvider value={session.kinds}>
      <DropZone onFiles={props.onSource.open}>
        <SessionsBar sources={props.sources} onSource={props.onSource} />
        <PanelHead {...props} onShow={show} />
        <PanelBar
          {...props}
          tab={tab}
          search={search}
          onShortcuts={() => setSheet(true)}
          onShowEarlier={() => setEarlier(true)}
          onClearAll={() => setClearing(true)}
          onDone={() => {
            toRows.current = tab !== 'timeline';
            if (toRows.current) onTab('timeline');
            else focusRow();
          }}
          onFilter={(filter) => {
            // The other views show no rows: who types goes to where there are some.
            if (tab !== 'timeline' && filter !== '' && filter !== props.filter) onTab('timeline');
            props.onFilter(filter);
          }}
          drawer={drawer}
          onDrawer={() => setDrawer(!drawer)}
        />
        <ImportNotice sources={props.sources} onSource={props.onSource} />
        {props.sources.shown === 0 && <PauseNotice {...props} />}
        {session.entries.length > 0 && props.sources.shown === 0 && <Banner {...props} />}
        {tab === 'timeline' && <HiddenRows {...props} />}
        <div role="tabpanel" id="view" class="view" aria-labelledby={`tab-${tab}`}>
          {tab === 'timeline' && (
            // Where a list is scrolled to belongs to one session.
            <TimelineAndDetails key={props.sources.shown} {...props} onShow={show} />
          )}
          {tab === 'people' && (
            <PeopleView
              key={props.sources.shown}
              session={session}
              choice={chosen.of === props.sources.shown ? chosen.choice : []}
              onChoose={(change) =>
                setChosen(({ of, choice: old }) => {
                  const { shown } = props.sources;
                  return { of: shown, choice: change(of === shown ? old : []) };
                })
              }
              onShow={show}
            />
          )}
          {tab === 'compare' && (
            <CompareView
              sessions={props.sessions}
              choice={choice ?? { before: props.sessions.at(-1)?.id ?? 0, after: 0 }}
              onChoose={setChoice}
              onShowIn={props.onShowIn}
            />
          )}
          {tab === 'findings' && <FindingsView session={session} onShow={show} />}
        </div>
        {earlier && (
          <EarlierSheet
            earlier={props.earlier}
            onEarlier={props.onEarlier}
            onClose={() => setEarlier(false)}
          />
        )}
        {clearing && (
          <Confirm
            question={t('clear_all_ask')}
            action={t('clear_all_do')}
            onConfirm={props.onEarlier.clearAll}
            onClose={() => setClearing(false)}
          >
            {t('clear_all_what')}
          </Confirm>
        )}
        {sheet && <Shortcuts onClose={() => setSheet(false)} />}
        {drawer && props.visitorUrl !== null && props.sources.shown === 0 && (
          <VisitorDrawer url={props.visitorUrl} onClose={() => setDrawer(false)} />
        )}
        <div class="visually-hidden" role="status" aria-live="polite">
          {props.announcement}
        </div>
      </DropZone>
    </KindsProvider>
  );
}

/** The list and, once an entry is selected, its details beside or below it. */
function TimelineAndDetails(
  props: PanelViewProps & { readonly onShow: (key: number) => void },
): JSX.Element {
  const { session, selected, layout, onSelect } = props;
  const { t } = useSpeech();
  /** Where the user has moved the line to. */
  const [moved, setMoved] = useState<number | null>(null);
  const share = moved ?? layout.detailsShare;
  const across = useMedia(WIDE);
  const marks = useMemo(() => marksOf(props.filter), [props.filter]);
  const box = useRef<HTMLDivElement>(null);
  const entry = selected === null ? undefined : session.entry(selected);
  const close = (): void => {
    focusRow();
    onSelect(null);
  };
  return (
    <div ref={box} class="split" data-open={entry !== undefined} style={{ '--share': `${share}%` }}>
      <MarksProvider value={marks}>
        <Timeline
          {...props}
          onEnter={() => box.current?.querySelector<HTMLElement>('#details')?.focus()}
        />
      </MarksProvider>
      {entry && (
        <>
          <Splitter
            label={t('details_size')}
            share={share}
            across={across}
            controls="details"
            onShare={setMoved}
            onDone={(detailsShare) => props.onLayout({ ...layout, detailsShare })}
          />
          <Details
            key={entry.key}
            entry={entry}
            session={session}
            now={props.now}
            began={beganAt(props, entry)}
            onShow={props.onShow}
            onClose={close}
            onOptions={props.onEarlier.options}
            onOpenSource={props.onOpenSource}
          />
        </>
      )}
    </div>
  );
}

/** When the visit of an entry began, in milliseconds since 1970. */
function beganAt({ session, outline }: PanelViewProps, { key, at }: Entry): number {
  const index = session.indexOf(key);
  return (index === undefined ? undefined : session.entries[outline.visitStart(index)]?.at) ?? at;
}
