import type { ContentMessage, Receipt } from '../protocol/claims.ts';

interface Runtime {
  readonly id?: string;
  sendMessage(message: ContentMessage): Promise<unknown>;
}
const api = globalThis as { browser?: { runtime: Runtime }; chrome?: { runtime: Runtime } };
const runtime = (api.browser ?? api.chrome)?.runtime;

/** Milliseconds before a message is sent again that the background did not answer. */
const PAUSE_MS = 500;
/** Milliseconds of silence after which it counts as lost: a killed background may never answer. */
const SILENCE_MS = 5_000;

/**
 * Sends messages to the background, at once, and again until it has answered that they are stored:
 * a background that is killed takes with it what it was just told.
 * @param onOrphaned the extension was updated or removed: nobody will answer any more
 * @returns settles with the answer; never if there is none
 */
export function createOutbox(
  onOrphaned: () => void,
): (message: ContentMessage) => Promise<Receipt> {
  return (message) =>
    new Promise((resolve) => {
      const attempt = async (): Promise<void> => {
        if (!runtime?.id) return onOrphaned();
        try {
          const answer = await answered(runtime.sendMessage(message));
          if (answer?.stored === true && Array.isArray(answer.hosts))
            return resolve(answer as Receipt);
        } catch {
          // Killed while it was about it, or gone for good: the next attempt tells.
        }
        setTimeout(() => void attempt(), PAUSE_MS);
      };
      void attempt();
    });
}

function answered(answer: Promise<unknown>): Promise<Partial<Receipt> | undefined> {
  const silence = new Promise((resolve) => setTimeout(resolve, SILENCE_MS));
  return Promise.race([answer, silence]) as Promise<Partial<Receipt> | undefined>;
}
