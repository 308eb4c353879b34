import type { Item } from './item.ts';
import type { CookieState, CookiesObservation } from './observation.ts';
import type { ReplayState } from './replay-state.ts';
import type { CallEntry, CookieChange, RequestEntry } from './session.ts';

/** How long after an alias a change of cookies still counts as after it, in ms. */
const ALIAS_WINDOW_MS = 1000;

/**
 * Takes what a document's cookies are now. No entry of its own: the call after which it was noticed,
 * and an alias sent shortly before, get it as their `after`.
 */
export function cookiesStep(
  replay: ReplayState,
  item: Item,
  observation: CookiesObservation,
): void {
  const { frames, journal, timeline } = replay;
  const document = frames.documentOf(observation);
  const { cookies } = document;
  const before = cookies.steady?.after ?? null;
  const now = shared(before, observation.cookies);
  const change: CookieChange = { before, after: now };
  const call = callEntry(replay, observation.callId);
  if (call?.cookies) timeline.replace({ ...call, cookies: { ...call.cookies, after: now } });
  const alias = cookies.alias === null ? undefined : timeline.get(cookies.alias);
  if (alias?.kind === 'alias' && alias.cookies && item.at - alias.at <= ALIAS_WINDOW_MS) {
    const changed: RequestEntry = { ...alias, cookies: { ...alias.cookies, after: now } };
    timeline.replace(changed);
  }
  journal.set(cookies, 'change', change);
  journal.set(cookies, 'steady', before === now ? change : { before: now, after: now });
  journal.set(cookies, 'at', item.at);
  journal.set(cookies, 'alias', null);
}

function callEntry({ calls, timeline }: ReplayState, id: string | undefined): CallEntry | null {
  const known = id === undefined ? undefined : calls.get(id);
  const entry = known && timeline.get(known.call.key);
  return entry?.kind === 'call' ? entry : null;
}

/** The new list with the cookies that are as before taken over; the old list if all are. */
function shared(
  before: readonly CookieState[] | null,
  now: readonly CookieState[],
): readonly CookieState[] {
  if (before === null) return now;
  const list = now.map((cookie) => before.find((other) => isSame(cookie, other)) ?? cookie);
  const same = list.length === before.length && list.every((one, i) => one === before[i]);
  return same ? before : list;
}

function isSame(a: CookieState, b: CookieState): boolean {
  return a.name === b.name && a.value === b.value && a.fullLength === b.fullLength;
}
