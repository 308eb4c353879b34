import type { JSX } from 'preact';
import type { TrackingHost } from '../../core/kissmetrics/decode.ts';
import { TRACKING_HOSTS } from '../../core/kissmetrics/hosts.ts';
import {
  parseTrackingHost,
  trackingHostProblem,
  trackingHostText,
} from '../../core/kissmetrics/tracking-host.ts';
import type { KindLists } from '../../core/people/kinds/kind-lists.ts';
import { HOST_PATTERN, type KeyLabel } from '../../protocol/api-keys.ts';
import type { Persona } from '../../protocol/rehearsal.ts';
import { MOST_HOSTS } from '../../protocol/tracking-hosts.ts';
import { useSpeech } from '../../ui/text.tsx';
import { KeepSection, type KeepSectionProps } from './keep-section.tsx';
import { KindSections } from './kind-sections.tsx';
import { ListSection } from './list-section.tsx';
import { WithheldHosts } from './withheld-hosts.tsx';

export interface OptionsViewProps extends KeepSectionProps {
  readonly ownHosts: readonly TrackingHost[];
  /** Those of them that the browser does not let the extension see. */
  readonly withheldHosts: readonly string[];
  readonly testHosts: readonly string[];
  readonly keyLabels: readonly KeyLabel[];
  readonly personas: readonly Persona[];
  /** What the user says about which identities are anonymous. */
  readonly kindLists: KindLists;
  readonly onOwnHosts: (hosts: readonly TrackingHost[]) => void;
  readonly onAllowHost: (host: string) => void;
  readonly onTestHosts: (patterns: readonly string[]) => void;
  readonly onKeyLabels: (labels: readonly KeyLabel[]) => void;
  readonly onPersonas: (personas: readonly Persona[]) => void;
  readonly onKindLists: (lists: KindLists) => void;
}

/** Everything that the user has told the debugger. It draws and calls back. */
export function OptionsView(props: OptionsViewProps): JSX.Element {
  const { ownHosts, testHosts, keyLabels, personas } = props;
  const { t } = useSpeech();
  const keyText = ({ label, key }: KeyLabel): string => `${label} (${key})`;
  const addHost = (text: string): string | null => {
    const problem = trackingHostProblem(text) ?? addOwnHost(ownHosts, text, props.onOwnHosts);
    return problem && `list_own_hosts_wrong_${problem}`;
  };
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
        onAdd={(text) => addHost(text)}
      />
      <WithheldHosts hosts={props.withheldHosts} onAllow={props.onAllowHost} />
      <ListSection
        name="test_hosts"
        items={testHosts}
        onRemove={(pattern) => props.onTestHosts(testHosts.filter((one) => one !== pattern))}
        onAdd={(text) => {
          const pattern = text.toLowerCase();
          if (!HOST_PATTERN.test(pattern)) return 'list_test_hosts_wrong';
          props.onTestHosts([...testHosts.filter((one) => one !== pattern), pattern]);
          return null;
        }}
      />
      <KindSections lists={props.kindLists} onLists={props.onKindLists} />
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

/** Adds a host to the list; says why if that cannot be. */
function addOwnHost(
  known: readonly TrackingHost[],
  text: string,
  keep: (hosts: readonly TrackingHost[]) => void,
): 'vendor' | 'known' | 'many' | 'host' | null {
  const host = parseTrackingHost(text);
  if (host === null) return 'host';
  if ((TRACKING_HOSTS as readonly string[]).includes(host.host)) return 'vendor';
  if (known.some((other) => trackingHostText(other) === trackingHostText(host))) return 'known';
  if (known.length >= MOST_HOSTS) return 'many';
  keep([...known, host]);
  return null;
}
