import type { LogStore } from './log-store.ts';
import type { VolatileStore } from './volatile-store.ts';

/**
 * Keeps logs on disk, but those of private tabs in memory alone, and in memory too whatever the
 * disk does not take: a log that has begun to overflow goes on in memory, so that its observations
 * stay in order.
 * @param lasting null where the browser gives no database at all
 */
export function createLayeredStore(
  lasting: LogStore | null,
  volatile: VolatileStore,
  isPrivate: (tabId: number) => Promise<boolean>,
): LogStore {
  const inMemory = new Set<string>();
  const onDisk = new Set<string>();

  const isVolatile = async (logId: string): Promise<boolean> => {
    if (lasting === null || inMemory.has(logId)) return true;
    if (onDisk.has(logId)) return false;
    const there = await volatile.has(logId);
    (there ? inMemory : onDisk).add(logId);
    return there;
  };

  return {
    async logOf(tabId) {
      return (await volatile.logOf(tabId)) ?? lasting?.logOf(tabId);
    },
    async setLog(tabId, logId) {
      if (lasting !== null && !(await isPrivate(tabId))) {
        try {
          await lasting.setLog(tabId, logId);
          await volatile.unset(tabId);
          return;
        } catch {
          // The disk is full: memory it is.
        }
      }
      await volatile.setLog(tabId, logId);
      inMemory.add(logId);
    },
    async last(logId) {
      const above = await volatile.last(logId);
      return above >= 0 || lasting === null ? above : lasting.last(logId);
    },
    async append(logId, observations) {
      if (await isVolatile(logId)) return volatile.append(logId, observations);
      try {
        return await (lasting as LogStore).append(logId, observations);
      } catch {
        onDisk.delete(logId);
        inMemory.add(logId);
        await volatile.append(logId, observations);
        return 'overflowed';
      }
    },
    async read(logId, after) {
      const below = lasting === null ? null : await lasting.read(logId, after);
      if (below?.more) return below;
      const reached = below?.observations.at(-1)?.seq ?? after;
      const above = await volatile.read(logId, reached);
      return { ...above, observations: [...(below?.observations ?? []), ...above.observations] };
    },
    async remove(logId) {
      inMemory.delete(logId);
      onDisk.delete(logId);
      await volatile.remove(logId);
      await lasting?.remove(logId);
    },
    async purge() {
      await volatile.purge();
      await lasting?.purge();
    },
  };
}
