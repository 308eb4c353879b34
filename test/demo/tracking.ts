import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request as the stand-in for the tracking server got it. */
export interface Recorded {
  readonly method: string;
  readonly host: string;
  /** Path and query, byte for byte. */
  readonly path: string;
  readonly body: string;
}

/**
 * How tracking requests are answered: `ok` as the vendor does, always 200; `slow` when released;
 * `fail` with 500; `drop` not at all, the connection is cut.
 */
export type TrackingMode = 'ok' | 'slow' | 'fail' | 'drop';

export interface Tracking {
  readonly requests: readonly Recorded[];
  mode: TrackingMode;
  /** Answers what `slow` holds. */
  release(): void;
  /** Forgets what was recorded. */
  clear(): void;
  /** Settles as soon as the requests so far satisfy the condition. */
  waitFor(condition: (requests: readonly Recorded[]) => boolean): Promise<void>;
  handle(request: IncomingMessage, response: ServerResponse, host: string, path: string): void;
}

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** The tracking server: answers everything with 200 and a GIF, and records what it got. */
export function createTracking(): Tracking {
  let requests: Recorded[] = [];
  let held: (() => void)[] = [];
  const waiting = new Set<() => void>();

  function answer(response: ServerResponse, status: number): void {
    response.writeHead(status, {
      'content-type': 'image/gif',
      'content-length': GIF.length,
      'cache-control': 'private, no-cache, no-store, must-revalidate',
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'content-type',
    });
    response.end(GIF);
  }

  const tracking: Tracking = {
    get requests() {
      return requests;
    },
    mode: 'ok',
    release() {
      const now = held;
      held = [];
      for (const go of now) go();
    },
    clear() {
      requests = [];
    },
    waitFor(condition) {
      return new Promise((resolve) => {
        const check = (): void => {
          if (!condition(requests)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      });
    },
    handle(request, response, host, path) {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = 'GET' } = request;
        if (method === 'OPTIONS') return answer(response, 200);
        const body = Buffer.concat(chunks).toString('utf8');
        requests = [...requests, { method, host, path, body }];
        if (tracking.mode === 'drop') request.socket.destroy();
        else if (tracking.mode === 'slow') held.push(() => answer(response, 200));
        else answer(response, tracking.mode === 'fail' ? 500 : 200);
        for (const check of [...waiting]) check();
      });
    },
  };
  return tracking;
}
