import type { JSX } from 'preact';
import { HealthHelp, type HealthHelpProps, troubleOf } from '../../ui/health-help.tsx';
import { Icon } from '../../ui/icons.tsx';

/** Why not everything may come, above what has come so far; nothing while all is well. */
export function Banner(props: HealthHelpProps): JSX.Element | null {
  const trouble = troubleOf(props.health);
  if (trouble === null) return null;
  return (
    <div class="banner" data-state={props.health.state} data-trouble={trouble}>
      <Icon name={trouble === 'invalidated' ? 'error' : 'warning'} />
      <HealthHelp {...props} />
    </div>
  );
}
