import type { Session } from '../../core/session/session.ts';
import type { Health } from '../health.ts';

export type TabId = 'timeline' | 'people' | 'findings';

export interface PanelViewProps {
  readonly session: Session;
  /** Positions in `session.entries` of the rows shown. */
  readonly rows: readonly number[];
  readonly health: Health;
  readonly filter: string;
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
  readonly onTab: (tab: TabId) => void;
}
