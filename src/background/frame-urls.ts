/** Documents whose address is remembered. */
const MOST = 1_000;

interface Place {
  readonly frameId: number;
  readonly documentId?: string;
}

export interface FrameUrls {
  /** The address of a subframe's document if that is known at once. */
  known(place: Place): string | undefined;
  /** Asks the browser; undefined if the frame is gone. */
  find(tabId: number, place: Place): Promise<string | undefined>;
}

/**
 * Addresses of documents in subframes. Requests do not carry them: of a frame without an address of
 * its own, browsers name the page around it.
 */
export function createFrameUrls(
  urlOf: (tabId: number, frameId: number) => Promise<string | undefined>,
): FrameUrls {
  const urls = new Map<string, string>();
  return {
    known: ({ documentId }) => (documentId === undefined ? undefined : urls.get(documentId)),
    async find(tabId, { frameId, documentId }) {
      const url = await urlOf(tabId, frameId);
      if (documentId === undefined || url === undefined) return url;
      if (urls.size >= MOST) urls.clear();
      urls.set(documentId, url);
      return url;
    },
  };
}
