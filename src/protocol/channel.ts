/** A two-way line for messages: a port between extension contexts, or a pair in memory for tests. */
export interface Channel {
  /** Sends a JSON-safe message. Throws if the other end is gone. */
  post(message: unknown): void;
  /** Hears every message until the signal aborts. */
  listen(listener: (message: unknown) => void, signal: AbortSignal): void;
}

/** Two channels that hear each other, in order, on the next microtask, with copies as ports make. */
export function memoryChannels(): readonly [Channel, Channel] {
  const listeners = [new Set<(message: unknown) => void>(), new Set<(message: unknown) => void>()];
  const end = (mine: number, other: number): Channel => ({
    post(message) {
      const text = JSON.stringify(message);
      queueMicrotask(() => {
        for (const listener of listeners[other] ?? []) listener(JSON.parse(text));
      });
    },
    listen(listener, signal) {
      if (signal.aborted) return;
      listeners[mine]?.add(listener);
      signal.addEventListener('abort', () => listeners[mine]?.delete(listener), { once: true });
    },
  });
  return [end(0, 1), end(1, 0)];
}
