import type { TrackingHost } from '../core/kissmetrics/decode.ts';
import { readMirror, writeMirror } from '../platform/mirror.ts';
import { onSetting, readSetting } from '../platform/settings.ts';
import { settingFrom } from '../protocol/settings.ts';
import { OWN_HOSTS } from '../protocol/tracking-hosts.ts';

export interface OwnHosts {
  /** As the setting says, once it has been read. */
  now(): Promise<readonly TrackingHost[]>;
  /** As far as they are known without waiting. */
  readonly known: readonly TrackingHost[];
}

/**
 * The user's own tracking hosts.
 * @param told hears of the hosts when they have been read, and of every change
 */
export function watchOwnHosts(told: (hosts: readonly TrackingHost[]) => void): OwnHosts {
  let known = settingFrom(OWN_HOSTS, readMirror(OWN_HOSTS.name) ?? undefined);
  const take = (hosts: readonly TrackingHost[]): readonly TrackingHost[] => {
    known = hosts;
    writeMirror(OWN_HOSTS.name, hosts);
    told(hosts);
    return hosts;
  };
  const read = readSetting(OWN_HOSTS).then(take, () => known);
  onSetting(OWN_HOSTS, take);
  return {
    now: () => read.then(() => known),
    get known() {
      return known;
    },
  };
}
