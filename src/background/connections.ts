import type { PortChannel } from '../platform/ports.ts';
import { type BackgroundPushes, PORT_PREFIX } from '../protocol/api.ts';
import { push } from '../protocol/rpc.ts';

export interface Connections {
  /** Takes up a panel or popup; the port's name says for which tab it is. */
  add(channel: PortChannel): void;
  push<Name extends keyof BackgroundPushes>(
    tabId: number,
    name: Name,
    data: BackgroundPushes[Name],
  ): void;
  /** The tabs that a panel or popup is open for. */
  tabs(): readonly number[];
  /** Tells everyone, whatever their tab. */
  pushAll<Name extends keyof BackgroundPushes>(name: Name, data: BackgroundPushes[Name]): void;
}

/** The panels and popups that are open, by tab. */
export function createConnections(): Connections {
  const byTab = new Map<number, Set<PortChannel>>();
  const tell = <Name extends keyof BackgroundPushes>(
    channels: Iterable<PortChannel>,
    name: Name,
    data: BackgroundPushes[Name],
  ): void => {
    for (const channel of channels) {
      try {
        push<BackgroundPushes>(channel, name, data);
      } catch {
        // It closed just now; its signal takes it off the list.
      }
    }
  };
  return {
    add(channel) {
      const tabId = Number(channel.name.slice(PORT_PREFIX.length));
      if (!channel.name.startsWith(PORT_PREFIX) || !Number.isInteger(tabId)) return;
      const channels = byTab.get(tabId) ?? new Set();
      byTab.set(tabId, channels.add(channel));
      channel.closed.addEventListener('abort', () => {
        channels.delete(channel);
        if (channels.size === 0) byTab.delete(tabId);
      });
    },
    tabs: () => [...byTab.keys()],
    push(tabId, name, data) {
      tell(byTab.get(tabId) ?? [], name, data);
    },
    pushAll(name, data) {
      for (const channels of byTab.values()) tell(channels, name, data);
    },
  };
}
