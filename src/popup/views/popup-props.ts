import type { Health } from '../../core/session/health.ts';
import type { Session } from '../../core/session/session.ts';
import type { ActionReport, PageAction, PageState } from '../../protocol/api.ts';
import type { KeyLabel } from '../../protocol/api-keys.ts';
import type { Persona, Rehearsal, SandboxStrength } from '../../protocol/rehearsal.ts';
import type { BrowserKind } from '../../ui/health-help.tsx';

/** A page that the extension may read. */
export type Readable = Extract<PageState, { state: 'readable' }>;

export interface PopupActions {
  act(action: PageAction, reload: boolean): void;
  undo(): void;
  sandbox(strength: SandboxStrength | null): void;
  simulate(persona: Persona, sandboxed: boolean): void;
  /** Of the tab's own site unless another is named. */
  endSimulation(site?: string): void;
  savePersona(persona: Persona): void;
  forgetPersona(name: string): void;
  labelKey(label: KeyLabel): void;
  /** Asks the browser for access to all sites. */
  grant(): void;
  /** Loads the tab's page again. */
  reload(): void;
  openWindow(): void;
  openOptions(): void;
}

export interface PopupViewProps {
  /** null while the page has not answered yet. */
  readonly page: PageState | null;
  readonly session: Session;
  readonly health: Health;
  readonly browser: BrowserKind;
  readonly rehearsal: Rehearsal;
  /** What the last action did. */
  readonly report: ActionReport | null;
  /** An action is under way. */
  readonly busy: boolean;
  /** The last action could not be carried out. */
  readonly failed: boolean;
  readonly personas: readonly Persona[];
  readonly keyLabels: readonly KeyLabel[];
  /** Host patterns, see `isTestHost`. */
  readonly testHosts: readonly string[];
  readonly actions: PopupActions;
}
