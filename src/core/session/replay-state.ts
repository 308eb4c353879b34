import type { Engine } from '../findings/engine.ts';
import type { Finding } from '../findings/finding.ts';
import type { AliasGraph } from '../people/graph.ts';
import type { Kinds } from '../people/kinds/kinds.ts';
import type { DocumentState, Frames } from './frames.ts';
import type { Item } from './items.ts';
import type { Journal, JournaledMap } from './journal.ts';
import type { Pairing } from './pairing.ts';
import type { PendingCall } from './pending.ts';
import type { Entry } from './session.ts';
import type { Timeline } from './timeline.ts';

/** A call and the document that it was made in. */
export interface KnownCall {
  readonly call: PendingCall;
  readonly document: DocumentState;
}

/** What the steps of a replay work on. Plain properties change through the journal only. */
export interface ReplayState {
  readonly journal: Journal;
  readonly timeline: Timeline;
  readonly people: AliasGraph;
  readonly kinds: () => Kinds;
  readonly frames: Frames;
  readonly pairing: Pairing;
  readonly engine: Engine;
  /** The first request of each content, by entry key. */
  readonly firsts: JournaledMap<string, number>;
  readonly calls: JournaledMap<string, KnownCall>;
  readonly apiKeys: JournaledMap<string, true>;
  /** Number of calls that ran so far. */
  ran: number;
  /** Joins two identities. */
  join(apiKey: string, p: string, n: string, key: number): 'two' | 'same';
  /** Calls are seen in this document from now on, and so were they before. */
  watch(document: DocumentState): void;
}

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What every entry takes from its item. */
export function entryBase({ at, seq, observation }: Item): Mutable<Omit<Entry, 'kind'>> {
  const { frameId, documentId } = observation;
  if (documentId === undefined) return { key: seq, at, frameId, findings: NONE };
  return { key: seq, at, frameId, findings: NONE, documentId };
}

const NONE: readonly Finding[] = [];
