import { type ReadonlySignal, signal } from '@preact/signals';
import type { Follower } from '../protocol/follow.ts';
import type { EarlierLogs, KeptLog } from '../protocol/kept.ts';
import type { Sources } from './sources.ts';

/** The list of earlier sessions, as far as it is known. */
export interface Earlier {
  /** Null until it has been read. */
  readonly list: ReadonlySignal<EarlierLogs | null>;
  /** The list could not be read, or the last wish not be fulfilled. */
  readonly failed: ReadonlySignal<boolean>;
  /** Reads the list, and again whenever it changes. */
  refresh(): void;
  /** Shows a log as a session of its own. */
  open(log: KeptLog, name: string): void;
  remove(logId: string): void;
  /** Removes all logs, those of open tabs too. */
  clearAll(): void;
  /** Hears that the list is another; `all`: everything was removed. */
  changed(all: boolean): void;
}

export function createEarlier(request: Follower['request'], sources: Sources): Earlier {
  const list = signal<EarlierLogs | null>(null);
  const failed = signal(false);
  const done = (): void => {
    failed.value = false;
  };
  const fail = (): void => {
    failed.value = true;
  };
  const refresh = (): void => {
    request('earlier.list', null).then((now) => {
      list.value = now;
      done();
    }, fail);
  };
  return {
    list,
    failed,
    refresh,
    open({ logId, count, grew }, name) {
      const read = (after: number) => request('earlier.read', { logId, after });
      void sources.openLog({ logId, name, count, grew }, read);
    },
    remove(logId) {
      request('earlier.remove', { logId }).then(() => {
        sources.closeLogs(logId);
        refresh();
      }, fail);
    },
    clearAll() {
      request('log.clear-all', null).then(done, fail);
    },
    changed(all) {
      if (all) sources.closeLogs();
      // Nobody has asked for the list yet.
      if (list.value !== null) refresh();
    },
  };
}
