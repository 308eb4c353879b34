import { OutcomeRules } from '../findings/engine.ts';
import { RULES } from '../findings/registry.ts';
import type { TrackingHost } from '../kissmetrics/decode.ts';
import { type KindLists, NO_LISTS } from '../people/kinds/kind-lists.ts';
import { createSessionKinds } from '../people/kinds/session-kinds.ts';
import { headOf, isSentOn } from './chain.ts';
import type { Item, Outcome } from './item.ts';
import { ItemList } from './items.ts';
import { Journal } from './journal.ts';
import type { Observation } from './observation.ts';
import { Replay } from './replay.ts';
import type { Mutable } from './replay-state.ts';
import { joinsPeople } from './request-step.ts';
import type { Entry, RequestEntry, Session, SessionFold } from './session.ts';

export interface FoldOptions {
  /** Further tracking hosts than the vendor's. */
  readonly hosts?: readonly TrackingHost[];
  /** What the user says about which identities are anonymous. */
  readonly kinds?: KindLists;
}

/**
 * Makes an empty fold. Observations are replayed in one canonical order, by time and then `seq`;
 * what arrives late makes the replay go back to its place and forward again.
 */
export function createSessionFold(options: FoldOptions = {}): SessionFold {
  const items = new ItemList(options.hosts ?? []);
  const overlay = (entry: Entry) => withOutcome(entry, items.outcomeOf(entry.key));
  const kinds = createSessionKinds(options.kinds ?? NO_LISTS);
  let replay = new Replay(RULES, overlay, kinds.now);
  /** Items replayed so far. */
  let replayed = 0;
  /** The earliest item that has changed since it was replayed. */
  let dirty = Number.POSITIVE_INFINITY;
  /** The time that the replay was closed at, after all items; null if it is open. */
  let closedAt: number | null = null;
  const touched = new Set<number>();

  function append(observations: Iterable<Observation>): void {
    const ended: { item: Item; old: Outcome }[] = [];
    const start = items.add(observations, (item, old) => {
      ended.push({ item, old });
    });
    dirty = Math.min(dirty, start);
    for (let at = start; at < items.length; at++) {
      const item = items.at(at);
      const place = item === undefined ? null : kinds.see(item);
      if (place === null) continue;
      const index = items.indexOf(place);
      const first = items.at(index);
      // A hop speaks at the place of the request that was sent on.
      dirty = Math.min(dirty, index, first ? items.indexOf(headOf(first)) : index);
    }
    for (const { item, old } of ended) {
      const { request, outcome, prev } = item;
      const inChain = prev !== null || isSentOn(old) || isSentOn(outcome);
      const joined = joinsPeople({ request, outcome: old });
      if (inChain || joinsPeople(item) !== joined)
        dirty = Math.min(dirty, items.indexOf(headOf(item)));
      else touched.add(item.seq);
    }
  }

  /** Goes back so that the item at `index` is the next; from the start if that is too far. */
  function rewind(index: number): void {
    if (index < replay.journal.earliest) {
      replay = new Replay(RULES, overlay, kinds.now);
      replayed = 0;
    } else {
      replay.journal.rewind(index);
      replayed = index;
    }
    closedAt = null;
  }

  function settle(now = items.latest) {
    const sentOn = items.settle(now);
    const next = Math.min(dirty, sentOn.from, items.length);
    if (next < replayed) rewind(next);
    else if (closedAt !== null && (next < items.length || now < closedAt)) rewind(replayed);
    dirty = Number.POSITIVE_INFINITY;
    const unrecorded = items.length - Journal.keep;
    if (unrecorded - replayed > Journal.keep) {
      replay.journal.record(false);
      while (replayed < unrecorded) step();
      replay.journal.record(true);
    }
    while (replayed < items.length) step();
    for (const key of touched) replay.timeline.refresh(key);
    touched.clear();
    if (closedAt === null) replay.close(now);
    else replay.pairing.expire(now);
    closedAt = now;
    return { from: replay.timeline.takeChange(), waits: sentOn.waits || replay.pairing.waits() };
  }

  function setKindLists(lists: KindLists): void {
    kinds.setLists(lists);
    dirty = 0;
  }

  function step(): void {
    const item = items.at(replayed++);
    if (item !== undefined) replay.step(item);
  }

  const session: Session = {
    get entries() {
      return replay.timeline.entries;
    },
    get counts() {
      return replay.timeline.counts;
    },
    get apiKeys() {
      return [...replay.apiKeys.keys()];
    },
    get findings() {
      return replay.timeline.findings;
    },
    get severities() {
      return replay.timeline.severities;
    },
    get people() {
      return replay.people;
    },
    get kinds() {
      return kinds.now();
    },
    entry: (key) => replay.timeline.get(key),
    indexOf: (key) => replay.timeline.indexOf(key),
    current(frameId = 0) {
      const current = replay.frames.current(frameId);
      const { identity, kind } = current;
      const listed = identity === null ? null : kinds.now().listed(identity);
      return listed === null || listed === kind ? current : { ...current, kind: listed };
    },
  };
  return { session, append, settle, setKindLists };
}

const OUTCOME_RULES = new OutcomeRules(RULES);

/** The entry with its request's outcome and what the rules say of it; the same if it has it. */
function withOutcome(entry: Entry, outcome: Outcome): Entry {
  if (!('request' in entry)) return entry;
  if (outcome === null) return entry.delivery === 'pending' ? entry : withoutOutcome(entry);
  const { delivery, status, error, answeredBy } = outcome;
  const endedAt = outcome.time === 'unknown' ? undefined : outcome.at;
  const same =
    entry.delivery === delivery &&
    entry.status === status &&
    entry.error === error &&
    entry.answeredBy === answeredBy &&
    entry.endedAt === endedAt;
  if (same) return entry;
  const base = entry.delivery === 'pending' ? entry : withoutOutcome(entry);
  const ended: Mutable<RequestEntry> = { ...base, delivery };
  if (endedAt !== undefined) ended.endedAt = endedAt;
  if (status !== undefined) ended.status = status;
  if (error !== undefined) ended.error = error;
  if (answeredBy !== undefined) ended.answeredBy = answeredBy;
  ended.findings = OUTCOME_RULES.findings(ended);
  return ended;
}

function withoutOutcome(entry: RequestEntry): RequestEntry {
  const { status: _1, error: _2, endedAt: _3, answeredBy: _4, ...rest } = entry;
  return { ...rest, delivery: 'pending' };
}
