import { type PageUrlMarks, pageUrlMarks } from '../kissmetrics/page-url.ts';
import { type Journal, JournaledMap } from './journal.ts';
import type { IdentityKindOrNone, LibraryObservation } from './observation.ts';
import { Calls } from './pending.ts';
import type { CookieChange, CurrentIdentity } from './session.ts';

/** What is known of a document's Kissmetrics cookies. Change it through the journal only. */
export interface DocumentCookies {
  /** The latest change; null while nothing is known. */
  change: CookieChange | null;
  /** The state since then, for whatever changes nothing. */
  steady: CookieChange | null;
  /** When that was noticed, in milliseconds since 1970. */
  at: number;
  /** Key of the latest alias since then. */
  alias: number | null;
}

/** One document of a frame, as far as the log tells. Change it through the journal only. */
export interface DocumentState {
  id: string | null;
  frameId: number;
  /** When it was first heard of, in milliseconds since 1970. */
  readonly since: number;
  url: string | null;
  marks: PageUrlMarks;
  /** Its beginning is in the log. */
  navigated: boolean;
  library: LibraryObservation['state'] | null;
  generation: LibraryObservation['generation'] | null;
  apiKey: string | null;
  readonly calls: Calls;
  readonly cookies: DocumentCookies;
}

/** One frame: what is in it now, and who its visitor is. */
export interface FrameState {
  readonly frameId: number;
  document: DocumentState;
  identity: string | null;
  kind: IdentityKindOrNone;
  /** The identity has been read in this frame at least once. */
  known: boolean;
  /** Key of the entry of the latest change of identity; null if there was none. */
  change: number | null;
  /** The latest identity, also once there is none; and the one before that. */
  latest: string | null;
  before: string | null;
}

interface Place {
  readonly frameId: number;
  readonly documentId?: string;
}
type Heard = Place & { readonly at: number };

/** What sent a request. */
interface Sender {
  readonly document: DocumentState;
  /** When it was first heard of. */
  readonly since: number;
}

/**
 * Frames and their documents. An observation without a document ID belongs to the frame's current
 * document; a document ID not seen before makes a new current document, unless the current one has
 * none yet, which then is it.
 */
export class Frames {
  readonly #journal: Journal;
  readonly #documents: JournaledMap<string, DocumentState>;
  readonly #frames: JournaledMap<number, FrameState>;
  /** Called with a document that was left. */
  readonly #onLeave: (document: DocumentState) => void;
  /** Of those that sent the one heard of last; changed through the journal only. */
  readonly #senders: { latest: Sender | null } = { latest: null };

  constructor(journal: Journal, onLeave: (document: DocumentState) => void) {
    this.#journal = journal;
    this.#documents = new JournaledMap(journal);
    this.#frames = new JournaledMap(journal);
    this.#onLeave = onLeave;
  }

  get(frameId: number): FrameState | undefined {
    return this.#frames.get(frameId);
  }

  /** The document of something that happened; made if there is none. */
  documentOf(place: Heard): DocumentState {
    const { frameId, documentId } = place;
    const frame = this.#frames.get(frameId);
    const current = frame?.document;
    if (documentId === undefined) return current ?? this.#enter(frameId, this.#make(place, null));
    const known = this.#documents.get(documentId);
    if (known !== undefined) return isShown(known, frameId) ? this.#enter(0, known) : known;
    if (current !== undefined && current.id === null) {
      this.#journal.set(current, 'id', documentId);
      this.#documents.set(documentId, current);
      return current;
    }
    return this.#enter(frameId, this.#make(place, documentId));
  }

  /** Where something is about to happen, without making anything. */
  peek(place: Place): DocumentState | undefined {
    const known =
      place.documentId === undefined ? undefined : this.#documents.get(place.documentId);
    return known ?? this.#frames.get(place.frameId)?.document;
  }

  /** A document begins, or is shown again; false if the log has said so already. */
  navigate(place: Heard, url: string): boolean {
    const { frameId, documentId } = place;
    const current = this.#frames.get(frameId)?.document;
    const known = documentId === undefined ? undefined : this.#documents.get(documentId);
    const again = known !== undefined && known === current;
    const document = known ?? this.#make(place, documentId ?? null);
    this.setUrl(document, url);
    if (again && document.navigated) return false;
    this.#journal.set(document, 'navigated', true);
    if (!again) this.#enter(frameId, document);
    if (frameId === 0 && !again) this.#leaveSubframes();
    return true;
  }

  setUrl(document: DocumentState, url: string): void {
    if (document.url === url) return;
    this.#journal.set(document, 'url', url);
    this.#journal.set(document, 'marks', pageUrlMarks(url));
  }

  /** A document sent a request, or a worker, which has none and is taken by the request itself. */
  sent(document: DocumentState, worker: boolean, at: number): void {
    const since = worker ? at : document.since;
    const { latest } = this.#senders;
    if (latest !== null && latest.since > since) return;
    this.#journal.set(this.#senders, 'latest', { document, since });
  }

  /** Whether a document is the one its frame shows. */
  isCurrent(document: DocumentState): boolean {
    return this.#frames.get(document.frameId)?.document === document;
  }

  current(frameId: number): CurrentIdentity {
    const frame = this.#frames.get(frameId);
    const document = frame?.document;
    return {
      identity: frame?.identity ?? null,
      kind: frame?.kind ?? 'none',
      apiKey: document?.apiKey ?? null,
      ...(document?.library ? { library: document.library } : {}),
      ...(document?.generation ? { generation: document.generation } : {}),
      queued: document?.calls.queued ?? 0,
      change: frame?.change ?? null,
      before: frame?.before ?? null,
      url: document?.url ?? null,
      sender: this.#sender(),
    };
  }

  #sender(): CurrentIdentity['sender'] {
    const { latest } = this.#senders;
    if (latest === null) return null;
    return { since: latest.since, library: latest.document.library !== null };
  }

  #make({ frameId, at }: Heard, id: string | null): DocumentState {
    const document: DocumentState = {
      id,
      frameId,
      since: at,
      url: null,
      marks: { identities: [], event: null },
      navigated: false,
      library: null,
      generation: null,
      apiKey: null,
      calls: new Calls(this.#journal),
      cookies: { change: null, steady: null, at: 0, alias: null },
    };
    if (id !== null) this.#documents.set(id, document);
    return document;
  }

  #enter(frameId: number, document: DocumentState): DocumentState {
    if (document.frameId !== frameId) this.#journal.set(document, 'frameId', frameId);
    const frame = this.#frames.get(frameId);
    if (frame === undefined) {
      const nobody = { identity: null, latest: null, before: null, change: null } as const;
      this.#frames.set(frameId, { frameId, document, kind: 'none', known: false, ...nobody });
      return document;
    }
    const left = frame.document;
    this.#journal.set(frame, 'document', document);
    this.#onLeave(left);
    return document;
  }

  /** The frames of a page go with it. */
  #leaveSubframes(): void {
    for (const frame of [...this.#frames.values()]) {
      if (frame.frameId === 0) continue;
      this.#frames.delete(frame.frameId);
      this.#onLeave(frame.document);
    }
  }
}

/** Whether a document that was prerendered, in a frame of its own, has become the tab's page. */
function isShown(document: DocumentState, frameId: number): boolean {
  return frameId === 0 && document.frameId > 0;
}
