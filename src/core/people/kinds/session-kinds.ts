import type { Item } from '../../session/items.ts';
import { KindEvidence, type Place } from './evidence.ts';
import type { KindLists } from './kind-lists.ts';
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
  const evidence = new KindEvidence();
  let kinds = createKinds(initial, evidence.useOf);
  const renew = (lists: KindLists): void => {
    kinds = createKinds(lists, evidence.useOf);
  };
  return {
    now: () => kinds,
    see(item) {
      const learnt = evidence.see(item);
      if (learnt.length === 0) return null;
      renew(kinds.lists);
      return learnt.map((id) => evidence.firstAlias(id)).reduce(earlier, null);
    },
    setLists: renew,
  };
}

function earlier(a: Place | null, b: Place | null): Place | null {
  if (a === null || b === null) return a ?? b;
  return b.at < a.at || (b.at === a.at && b.seq < a.seq) ? b : a;
}
