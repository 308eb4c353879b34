import type { JSX } from 'preact';
import type { TrackingHost } from '../../core/kissmetrics/decode.ts';
import { TRACKING_HOSTS } from '../../core/kissmetrics/hosts.ts';
import { parseTrackingHost, trackingHostText } from '../../core/kissmetrics/tracking-host.ts';
import { HOST_PATTERN, type KeyLabel } from '../../protocol/api-keys.ts';
import type { Persona } from '../../protocol/rehearsal.ts';
import { useSpeech } from '../../ui/text.tsx';
import { KeepSection, type KeepSectionProps } from './keep-section.tsx';
import { ListSection } from './list-section.tsx';

export interface OptionsViewProps extends KeepSectionProps {
  readonly ownHosts: readonly TrackingHost[];
  readonly testHosts: readonly string[];
  readonly keyLabels: readonly KeyLabel[];
  readonly personas: readonly Persona[];
  readonly onOwnHosts: (hosts: readonly TrackingHost[]) => void;
  readonly onTestHosts: (patterns: readonly string[]) => void;
  readonly onKeyLabels: (labels: readonly KeyLabel[]) => void;
  readonly onPersonas: (personas: readonly Persona[]) => void;
}

/** Everything that the user has told the debugger. It draws and calls back. */
export function OptionsView(props: OptionsViewProps): JSX.Element {
  const { ownHosts, testHosts, keyLabels, personas } = props;
  const { t } = useSpeech();
  const keyText = ({ label, key }: KeyLabel): string => `${label} (${key})`;
  return (
    <main class="options">
      <h1>{t('options_title')}</h1>
      <KeepSection {...props} />
      <ListSection
        name="own_hosts"
        items={ownHosts.map(trackingHostText)}
        onRemove={(text) =>
          props.onOwnHosts(ownHosts.filter((host) => trackingHostText(host) !== text))
        }
        onAdd={(text) => {
          const host = parseTrackingHost(text);
          if (host === null || (TRACKING_HOSTS as readonly string[]).includes(host.host))
            return false;
          const others = ownHosts.filter(
            (other) => trackingHostText(other) !== trackingHostText(host),
          );
          props.onOwnHosts([...others, host]);
          return true;
        }}
      />
      <ListSection
        name="test_hosts"
        items={testHosts}
        onRemove={(pattern) => props.onTestHosts(testHosts.filter((one) => one !== pattern))}
        onAdd={(text) => {
          const pattern = text.toLowerCase();
          if (!HOST_PATTERN.test(pattern)) return false;
          props.onTestHosts([...testHosts.filter((one) => one !== pattern), pattern]);
          return true;
        }}
      />
      <ListSection
        name="key_labels"
        items={keyLabels.map(keyText)}
        onRemove={(text) => props.onKeyLabels(keyLabels.filter((one) => keyText(one) !== text))}
      />
      <ListSection
        name="personas"
        items={personas.map(({ name }) => name)}
        onRemove={(name) => props.onPersonas(personas.filter((one) => one.name !== name))}
      />
    </main>
  );
}
