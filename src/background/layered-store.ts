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
      const secret = await isPrivate(tabId);
      if (lasting !== null && !secret) {
        try {
          await lasting.setLog(tabId, logId);
          await volatile.unset(tabId);
          return;
        } catch {
          // The disk is full: memory it is.
        }
      }
      await volatile.setLog(tabId, logId, secret ? 'private' : 'overflowed');
      inMemory.add(logId);
    },
    async tabs() {
      return new Map([...((await lasting?.tabs()) ?? []), ...(await volatile.tabs())]);
    },
    async forgetTabs() {
      await lasting?.forgetTabs();
      await volatile.forgetTabs();
    },
    async last(logId) {
      const above = await volatile.last(logId);
      return above >= 0 || lasting === null ? above : lasting.last(logId);
    },
    async kept(logId) {
      return (await isVolatile(logId)) ? volatile.kept(logId) : 'disk';
    },
    async records() {
      const below = (await lasting?.records()) ?? [];
      const above = await volatile.records();
      // What the disk knows of a log that overflowed is what it was before.
      return [...new Map([...below, ...above].map((record) => [record.logId, record])).values()];
    },
    async append(logId, observations, record, makeRoom = async () => false) {
      if (await isVolatile(logId)) return volatile.append(logId, observations, record);
      const write = () => (lasting as LogStore).append(logId, observations, record);
      try {
        return await write().catch(async (error: unknown) => {
          if (await makeRoom()) return write();
          throw error;
        });
      } catch {
        onDisk.delete(logId);
        inMemory.add(logId);
        await volatile.append(logId, observations, { ...record, kept: 'overflowed' });
        return 'overflowed';
      }
    },
    async setRecord(record) {
      if (await isVolatile(record.logId)) await volatile.setRecord(record);
      else await lasting?.setRecord(record);
    },
    async read(logId, after) {
      const below = lasting === null ? null : await lasting.read(logId, after);
      if (below?.more) return below;
      const reached = below?.observations.at(-1)?.seq ?? after;
      const above = await volatile.read(logId, reached);
      return { ...above, observations: [...(below?.observations ?? []), ...above.observations] };
    },
    async remove(logIds) {
      for (const logId of logIds) {
        inMemory.delete(logId);
        onDisk.delete(logId);
      }
      await volatile.remove(logIds);
      await lasting?.remove(logIds);
    },
    async purge() {
      inMemory.clear();
      onDisk.clear();
      await volatile.purge();
      await lasting?.purge();
    },
  };
}
