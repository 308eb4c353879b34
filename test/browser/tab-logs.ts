import type { ExtensionView } from './extension-view.ts';

/** A tracking request in the log of a tab, as the fold would pair it. */
export interface LoggedRequest {
  /** The tab's `tab` parameter in the address of its page; empty without one. */
  readonly tab: string;
  readonly url: string;
  /** `page`, `prerendered`, the address of a subframe's document, or `own worker` or `shared worker`. */
  readonly place: string;
  readonly delivery: string;
}

/** The requests in the logs of all open tabs, read through the port of the popup. */
export function loggedRequests(popup: ExtensionView): Promise<LoggedRequest[]> {
  return popup.evaluate(readLogs);
}

/** Sent as source: stands alone. */
async function readLogs(): Promise<LoggedRequest[]> {
  interface Chunk {
    readonly observations: readonly {
      readonly type: string;
      readonly seq: number;
      readonly requestId: string;
      readonly frameId: number;
      readonly url: string;
      readonly documentUrl?: string;
      readonly worker?: string;
      readonly prerendered?: string;
      readonly delivery?: string;
    }[];
    readonly more: boolean;
  }
  interface Port {
    postMessage(message: unknown): void;
    disconnect(): void;
    readonly onDisconnect: { addListener(hear: () => void): void };
    readonly onMessage: {
      addListener(hear: (message: { id?: number; result?: Chunk }) => void): void;
    };
  }
  const { chrome } = globalThis as unknown as {
    chrome: {
      tabs: { query(of: object): Promise<{ id: number; url?: string }[]> };
      runtime: { connect(of: object): Port };
    };
  };
  const readTab = async (tabId: number, tab: string): Promise<LoggedRequest[]> => {
    const port = chrome.runtime.connect({ name: `tab:${tabId}` });
    const read = (after: number) =>
      new Promise<Chunk>((resolve, reject) => {
        port.onDisconnect.addListener(() => reject(new Error('The background went away.')));
        port.onMessage.addListener((message) => {
          if (message.id === after + 2 && message.result) resolve(message.result);
        });
        const args = { tabId, after };
        port.postMessage({ type: 'request', id: after + 2, method: 'log.read', args });
      });
    const all: Chunk['observations'][number][] = [];
    for (let more = true; more; ) {
      const chunk = await read(all.at(-1)?.seq ?? -1);
      all.push(...chunk.observations);
      more = chunk.more;
    }
    port.disconnect();
    return all
      .filter(({ type }) => type === 'request')
      .map(({ url, frameId, requestId, worker, prerendered, documentUrl }) => ({
        tab,
        url,
        place:
          worker !== undefined
            ? `${worker} worker`
            : prerendered !== undefined
              ? 'prerendered'
              : frameId === 0
                ? 'page'
                : (documentUrl ?? 'frame'),
        delivery:
          all.find((one) => one.type === 'outcome' && one.requestId === requestId)?.delivery ??
          'pending',
      }));
  };
  const logs: LoggedRequest[] = [];
  for (const { id, url } of await chrome.tabs.query({}))
    logs.push(...(await readTab(id, /[?&]tab=(\w+)/.exec(url ?? '')?.[1] ?? '')));
  return logs;
}
