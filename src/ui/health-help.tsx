import type { ComponentChildren, JSX } from 'preact';
import type { Health } from '../core/session/health.ts';
import { useSpeech } from './text.tsx';

/** Whose words for site access to use. */
export type BrowserKind = 'chromium' | 'firefox';

export interface HealthHelpProps {
  readonly health: Health;
  readonly browser: BrowserKind;
  /** Asks the browser for access. */
  readonly onGrant: () => void;
  /** Loads the page again. */
  readonly onReload: () => void;
}

/** What keeps the log from being whole; null while nothing does. */
export type Trouble =
  | 'invalidated'
  | 'interrupted'
  | 'unwatched'
  | 'without_library'
  | 'site'
  | 'tracking'
  | 'frames';

export function troubleOf(health: Health): Trouble | null {
  const { state, withheld, unwatched, withoutLibrary } = health;
  if (state === 'invalidated' || state === 'interrupted') return state;
  // What the user has to allow first.
  if (withheld !== undefined || state === 'no-access') return withheld ?? 'site';
  if (unwatched) return 'unwatched';
  return withoutLibrary ? 'without_library' : null;
}

/** What is missing, how to get it, and the button for that. */
export function HealthHelp(props: HealthHelpProps): JSX.Element | null {
  const { t } = useSpeech();
  const trouble = troubleOf(props.health);
  if (trouble === null) return null;
  const access = trouble === 'site' || trouble === 'tracking' || trouble === 'frames';
  return (
    <>
      <span>
        {t(`trouble_${trouble}`)}
        {access && ` ${t(`access_how_${props.browser}`)}`}
      </span>
      {access && <Press onPress={props.onGrant}>{t('access_grant')}</Press>}
      {trouble === 'unwatched' && <Press onPress={props.onReload}>{t('page_reload')}</Press>}
    </>
  );
}

function Press({
  onPress,
  children,
}: {
  readonly onPress: () => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <button type="button" class="button" onClick={onPress}>
      {children}
    </button>
  );
}
