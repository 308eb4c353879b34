import type { Item } from '../../session/items.ts';
import { KindEvidence, type Place } from './evidence.ts';
import { type KindLists, listMatcher } from './kind-lists.ts';
import { createKinds, type Kinds } from './kinds.ts';

/** The kinds of a session's identities while its log grows. */
export interface SessionKinds {
  /** As they are now; another object once a kind, or why, has changed. */
  readonly now: () => Kinds;
  /**
   * Takes in an item of the log.
   * @returns the first alias of an identity whose kind this changed: from there on, what was made of
   * the log may be different; null if no kind changed
   */
  see(item: Item): Place | null;
  setLists(lists: KindLists): void;
}

export function createSessionKinds(initial: KindLists): SessionKinds {
  let lists = initial;
  let listed = listMatcher(initial);
  let stale = false;
  let changedFrom: Place | null = null;
  const evidence = new KindEvidence((first) => {
    stale = true;
    changedFrom = earlier(changedFrom, first);
  });
  let kinds = createKinds(lists, evidence.useOf, listed);
  return {
    now() {
      if (stale) kinds = createKinds(lists, evidence.useOf, listed);
      stale = false;
      return kinds;
    },
    see(item) {
      changedFrom = null;
      evidence.see(item);
      return changedFrom;
    },
    setLists(next) {
      lists = next;
      listed = listMatcher(next);
      stale = true;
    },
  };
}

function earlier(a: Place | null, b: Place | null): Place | null {
  if (a === null || b === null) return a ?? b;
  return b.at < a.at || (b.at === a.at && b.seq < a.seq) ? b : a;
}
