import type { ContentMessage, Receipt } from '../protocol/claims.ts';
import { PAUSE_MS, SILENCE_MS } from './timing.ts';

interface Runtime {
  readonly id?: string;
  sendMessage(message: ContentMessage): Promise<unknown>;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
}
const api = globalThis as { browser?: { runtime: Runtime }; chrome?: { runtime: Runtime } };
export const runtime = (api.browser ?? api.chrome)?.runtime;

const after = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Sends messages to the background, at once, and again until it has answered that they are stored:
 * a background that is killed takes with it what it was just told.
 * @param onOrphaned the extension was updated or removed: nobody will answer any more
 * @returns settles with the answer; never if there is none
 */
export function createOutbox(
  onOrphaned: () => void,
): (message: ContentMessage) => Promise<Receipt> {
  return async (message) => {
    while (runtime?.id) {
      try {
        const sent = runtime.sendMessage(message);
        const answer = (await Promise.race([sent, after(SILENCE_MS)])) as
          | Receipt
          | null
          | undefined;
        // Only our own background hears it; one that could not store it answers null.
        if (answer?.stored) return answer;
      } catch {
        // Killed while it was about it, or gone for good: the next attempt tells.
      }
      await after(PAUSE_MS);
    }
    onOrphaned();
    return new Promise(() => {});
  };
}
