import { framesOf, openTabs, runInFrame } from '../../platform/tabs.ts';
import { hostOf, isOfSite } from './hold-plan.ts';

/** Milliseconds after which a document counts as one that does not answer. */
const PATIENCE_MS = 4_000;

/** What the open documents of a site gave back, and how many did not answer. */
export interface Answers {
  readonly answers: readonly unknown[];
  readonly silent: number;
}

/**
 * Runs a self-contained function in the page's own world of every open document of a site, in
 * whichever tab and frame it is.
 */
export async function inSiteDocuments<Args extends unknown[]>(
  site: string,
  storeId: string | undefined,
  func: (...args: Args) => unknown,
  ...args: Args
): Promise<Answers> {
  const tabs = (await openTabs()).filter((tab) => tab.storeId === storeId);
  const places = await Promise.all(
    tabs.map(async ({ id }) => {
      const frames = await framesOf(id);
      return frames
        .filter((frame) => isOfSite(hostOf(addressOf(frame, frames)), site))
        .map(({ frameId }) => ({ tabId: id, frameId }));
    }),
  );
  const results = await Promise.all(
    places.flat().map(({ tabId, frameId }) => {
      const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
      return Promise.race([runInFrame(tabId, frameId, func, ...args), late]);
    }),
  );
  const answered = results.flatMap((one) => (one?.ok ? [one.result] : []));
  return { answers: answered, silent: results.length - answered.length };
}

type Frame = Awaited<ReturnType<typeof framesOf>>[number];

/** A frame without an address of its own belongs to the page around it. */
function addressOf(frame: Frame, frames: readonly Frame[]): string {
  let one: Frame | undefined = frame;
  while (one?.url.startsWith('about:')) {
    const parent: number = one.parentFrameId;
    one = frames.find(({ frameId }) => frameId === parent);
  }
  return one?.url ?? '';
}
