import type { WorkerTabs } from '../core/session/observation.ts';

/** The documents of an open tab. */
export interface TabDocuments {
  readonly id: number;
  readonly isPrivate: boolean;
  readonly storeId?: string;
  /** Addresses of its page and of all frames. */
  readonly urls: readonly string[];
}

/** What the browser says of a request that belongs to no tab. */
export interface WorkerSource {
  /** Address or origin of the worker. */
  readonly url?: string;
  readonly isPrivate?: boolean;
  readonly storeId?: string;
}

/** The tabs that a worker's request is shown in. */
export interface WorkerPlace {
  readonly tabs: readonly number[];
  readonly worker: WorkerTabs;
  /** Tabs that it would be shown in if the browser told private and other windows apart. */
  readonly unknown: readonly number[];
}

/**
 * Finds the tabs that a shared or service worker may have worked for: those with a document of its
 * origin, of the same cookie store where the browser tells. What may come from a private window and
 * may not is shown nowhere.
 */
export function placeWorker(source: WorkerSource, open: readonly TabDocuments[]): WorkerPlace {
  const origin = originOf(source.url);
  const matching = open.filter(
    ({ isPrivate, storeId, urls }) =>
      origin !== null &&
      (source.isPrivate === undefined || source.isPrivate === isPrivate) &&
      (source.storeId === undefined || storeId === undefined || source.storeId === storeId) &&
      urls.some((url) => originOf(url) === origin),
  );
  const tabs = matching.map(({ id }) => id);
  const worker = tabs.length > 1 ? 'shared' : 'own';
  const mixed = new Set(open.map(({ isPrivate }) => isPrivate)).size > 1;
  if (source.isPrivate === undefined && mixed) return { tabs: [], worker, unknown: tabs };
  return { tabs, worker, unknown: [] };
}

function originOf(url: string | undefined): string | null {
  if (url === undefined || !URL.canParse(url)) return null;
  const { origin } = new URL(url);
  return origin === 'null' ? null : origin;
}

/**
 * Looks at the open tabs, once for all requests that come while it looks.
 * @param openDocuments the tabs and their documents as they are
 */
export function createWorkerTabs(
  openDocuments: () => Promise<readonly TabDocuments[]>,
): (source: WorkerSource) => Promise<WorkerPlace> {
  let looking: Promise<readonly TabDocuments[]> | undefined;
  return async (source) => {
    looking ??= openDocuments().finally(() => {
      looking = undefined;
    });
    return placeWorker(source, await looking);
  };
}
