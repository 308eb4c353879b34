import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request as the stand-in for the tracking server got it. */
export interface Recorded {
  /** Counts arrivals from 1 on; `clear` does not start again. */
  readonly number: number;
  readonly method: string;
  /** In lower case, without port. */
  readonly host: string;
  /** Path and query, byte for byte. */
  readonly path: string;
  readonly body: string;
}

/**
 * How tracking requests are answered: `ok` as the vendor does, always 200; `slow` when released;
 * `fail` with 500; `drop` not at all, the connection is cut; `move` sends on from `.io` to `.com`;
 * `loop` to the same address again.
 */
export type TrackingMode = 'ok' | 'slow' | 'fail' | 'drop' | 'move' | 'loop';

export interface Tracking {
  /** What arrived since the start or the last `clear`, in order of arrival. */
  readonly requests: readonly Recorded[];
  mode: TrackingMode;
  /** Answers what `slow` holds. */
  release(): void;
  /** Forgets what was recorded. */
  clear(): void;
  /**
   * Settles as soon as the requests satisfy the condition.
   * @throws the signal's reason when it is aborted before
   */
  waitFor(
    condition: (requests: readonly Recorded[]) => boolean,
    options?: { readonly signal?: AbortSignal },
  ): Promise<void>;
}

export interface TrackingServer extends Tracking {
  handle(request: IncomingMessage, response: ServerResponse, host: string, path: string): void;
}

/** Requests under this API key are always cut off, so that a page by itself can show what follows. */
export const UNREACHABLE_KEY = 'demo-unreachable-key';

/** A request with this parameter is sent on to the address that it gives. */
export const REDIRECT = 'demo_redirect';

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** The tracking server: answers everything with 200 and a GIF, and records what it got. */
export function createTracking(): TrackingServer {
  let requests: Recorded[] = [];
  let arrivals = 0;
  let held: (() => void)[] = [];
  const waiting = new Set<() => void>();

  const tracking: TrackingServer = {
    get requests() {
      return requests;
    },
    mode: 'ok',
    release() {
      const now = held;
      held = [];
      for (const answerOne of now) answerOne();
    },
    clear() {
      requests = [];
    },
    waitFor(condition, { signal } = {}) {
      return new Promise((resolve, reject) => {
        const check = (): void => {
          if (!condition(requests)) return;
          end();
          resolve();
        };
        const abort = (): void => {
          end();
          reject(signal?.reason);
        };
        const end = (): void => {
          waiting.delete(check);
          signal?.removeEventListener('abort', abort);
        };
        if (signal?.aborted) return abort();
        waiting.add(check);
        signal?.addEventListener('abort', abort, { once: true });
        check();
      });
    },
    handle(request, response, host, path) {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = 'GET' } = request;
        if (method === 'OPTIONS') return answer(request, response, 200);
        const body = Buffer.concat(chunks).toString('utf8');
        requests.push({ number: ++arrivals, method, host, path, body });
        const mode = path.includes(`_k=${UNREACHABLE_KEY}&`) ? 'drop' : tracking.mode;
        if (mode === 'drop') cut(response);
        else if (mode === 'slow') held.push(() => answer(request, response, 200));
        else if (mode === 'loop') answer(request, response, 200, `http://${host}${path}`);
        else if (mode === 'move' && host.endsWith('.io'))
          answer(request, response, 200, `http://${host.replace(/io$/, 'com')}${path}`);
        else answer(request, response, mode === 'fail' ? 500 : 200);
        for (const check of [...waiting]) check();
      });
    },
  };
  return tracking;
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  to: string | null = null,
): void {
  const query = new URLSearchParams(/\?.*/.exec(request.url ?? '')?.[0] ?? '');
  const location = to ?? query.get(REDIRECT);
  response.writeHead(location === null ? status : 302, {
    ...(location !== null && { location }),
    'content-type': 'image/gif',
    'content-length': GIF.length,
    'cache-control': 'private, no-cache, no-store, must-revalidate',
    pragma: 'no-cache',
    'access-control-allow-origin': request.headers.origin ?? '*',
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': 'content-type, content-encoding, x-km-apikey',
    vary: 'origin',
  });
  response.end(GIF);
}

/**
 * Cuts the connection in the middle of the answer. Before its head browsers would send a GET again
 * of themselves, and how often depends on the browser.
 */
function cut(response: ServerResponse): void {
  const { socket } = response;
  const head = [
    'HTTP/1.1 200 OK',
    'content-type: image/gif',
    'cache-control: no-store',
    `content-length: ${GIF.length}`,
  ];
  socket?.write(`${head.join('\r\n')}\r\n\r\n`, () => socket.resetAndDestroy());
}
