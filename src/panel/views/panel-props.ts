import type { ExportedFile, ExportFormat } from '../../core/formats/export.ts';
import type { Health } from '../../core/session/health.ts';
import type { Session } from '../../core/session/session.ts';
import type { EarlierLogs, KeepDays, KeptLog } from '../../protocol/kept.ts';
import type { PanelLayout } from '../../protocol/panel-settings.ts';
import type { Rehearsal } from '../../protocol/rehearsal.ts';
import type { BrowserKind } from '../../ui/health-help.tsx';
import type { LaneRows } from '../lanes.ts';
import type { OutlineView } from '../outline.ts';
import type { ComparedSession } from './compare-view.tsx';
import type { OpenSource } from './details-parts.tsx';

/** `compare` is there while there is a session to compare with. */
export type TabId = 'timeline' | 'people' | 'findings' | 'compare';

/** What the user has set once for all panels. */
export interface PanelOptions {
  /** The view begins anew with each page of the tab. */
  readonly clearOnNavigation: boolean;
}

/** What the user wants to save. */
export interface ExportChoice {
  readonly format: ExportFormat;
  readonly rows: 'all' | 'shown';
  readonly mask: boolean;
}

/** A session from a file, as the views know it. */
export interface ImportedView {
  readonly id: number;
  readonly name: string;
  readonly format: 'har' | 'session' | 'earlier';
  /** Parts of the file that could not be used, and the first of them in words. */
  readonly leftOut: number;
  readonly problem: string;
  /** Requests without a usable time, and requests whose time names no zone; none if absent. */
  readonly unknownTimes?: number;
  readonly unknownZones?: number;
}

/** The sessions that can be shown, and what is on its way. */
export interface SourcesView {
  readonly imported: readonly ImportedView[];
  /** ID of the imported session that is shown; 0 for the live one. */
  readonly shown: number;
  /** The file being read, and how much of it, from 0 to 1. */
  readonly reading: { readonly name: string; readonly share: number } | null;
  /** Why the last file could not be used. */
  readonly failure: string | null;
}

export interface SourceActions {
  readonly open: (files: readonly File[]) => void;
  readonly cancel: () => void;
  readonly dismiss: () => void;
  readonly show: (id: number) => void;
  readonly close: (id: number) => void;
}

/** The sessions of closed tabs. */
export interface EarlierView {
  /** Null until it has been read. */
  readonly list: EarlierLogs | null;
  readonly failed: boolean;
  readonly keep: KeepDays;
}

export interface EarlierActions {
  readonly refresh: () => void;
  readonly open: (log: KeptLog, name: string) => void;
  readonly remove: (logId: string) => void;
  /** Removes all logs, those of open tabs too. */
  readonly clearAll: () => void;
  /** Goes to the options page. */
  readonly options: () => void;
}

export interface PanelViewProps {
  readonly session: Session;
  /** Positions in `session.entries` of the rows shown. */
  readonly rows: readonly number[];
  /** The identities as lines beside the entries. */
  readonly lanes: LaneRows;
  /** The rows as lines, grouped by visit. */
  readonly outline: OutlineView;
  readonly health: Health;
  readonly browser: BrowserKind;
  /** Asks the browser for access to all sites. */
  readonly onGrant: () => void;
  /** Loads the tab's page again. */
  readonly onReload: () => void;
  /** Sandbox and simulation of the tab; null while unknown. */
  readonly rehearsal: Rehearsal | null;
  /** The popup's page for the tab; null where there is no tab. */
  readonly visitorUrl: string | null;
  readonly sources: SourcesView;
  readonly onSource: SourceActions;
  readonly earlier: EarlierView;
  readonly onEarlier: EarlierActions;
  /** Every session, the live one first. */
  readonly sessions: readonly ComparedSession[];
  /** Goes to an entry of one of them. */
  readonly onShowIn: (id: number, key: number) => void;
  readonly filter: string;
  /** Not all entries have been looked at yet. */
  readonly searching: boolean;
  /** Rows of pages before the one that is shown; 0 if all are. */
  readonly earlierRows: number;
  readonly savedFilters: readonly string[];
  /** Keeps a filter, or forgets it if it is kept. */
  readonly onSaveFilter: (filter: string) => void;
  readonly tab: TabId;
  /** Key of the selected entry. */
  readonly selected: number | null;
  /** The present, in milliseconds since 1970: decides whether an alias's window is over. */
  readonly now: number;
  /** What a screen reader is told. */
  readonly announcement: string;
  readonly onSelect: (key: number | null) => void;
  readonly onFilter: (query: string) => void;
  readonly onClear: () => void;
  /** Whether the view stands still, and how many rows have come meanwhile. */
  readonly pause: { readonly on: boolean; readonly waiting: number };
  readonly onPause: (on: boolean) => void;
  readonly options: PanelOptions;
  readonly onOptions: (options: PanelOptions) => void;
  readonly layout: PanelLayout;
  readonly onLayout: (layout: PanelLayout) => void;
  /** Whether what rows and lines mean is shown. */
  readonly introduction: boolean;
  readonly onIntroduction: (shown: boolean) => void;
  /** Shows a place of a script in the developer tools; null where there are none. */
  readonly onOpenSource: OpenSource | null;
  /** The file that a choice makes. */
  readonly exported: (choice: ExportChoice) => ExportedFile;
  readonly onTab: (tab: TabId) => void;
}
