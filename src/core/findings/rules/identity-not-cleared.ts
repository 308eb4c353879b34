import { clearsIdentity, identityArgument } from '../../kissmetrics/arguments.ts';
import type { CallEntry } from '../../session/session.ts';
import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/**
 * The page went from one named identity straight to another: whoever is next in this browser goes
 * on as whoever was before. On the `identify` call where one is seen, else on the change itself.
 */
export const identityNotCleared: Rule = {
  id: 'identity-not-cleared',
  severity: 'warning',
  help: HELP.reference,
  watch: ({ report, map, site, kinds }) => {
    /** The named identity of each site; empty for none. A note of a reset ends the round. */
    const current = map<string, string>();
    const rounds = map<'round', number>();
    const placeOf = (frameId: number, host: string | null) =>
      `${rounds.get('round') ?? 0} ${frameId} ${host}`;

    function become(key: number, place: string, identity: string): void {
      const previous = current.get(place);
      current.set(place, identity);
      if (!previous || previous === identity) return;
      report(key, {
        values: [shown(previous), shown(identity)],
        identities: [previous, identity],
      });
    }

    function ran(entry: CallEntry): void {
      const { method, args, identityBefore, key, frameId } = entry;
      const place = placeOf(frameId, site(entry));
      const clears = method === 'identify' && clearsIdentity(args[0]);
      if (method === 'clearIdentity' || clears) current.set(place, '');
      if (method !== 'identify' || clears) return;
      const identity = identityArgument(args[0]);
      if (identity === null) return;
      if (identityBefore !== undefined) {
        const named = identityBefore !== null && kinds().isNamed(identityBefore);
        current.set(place, named ? identityBefore : '');
      }
      if (kinds().listed(identity) === 'anonymous') current.set(place, '');
      else become(key, place, identity);
    }

    return {
      ran,
      identity({ key, frameId, identity, identityKind }, host) {
        const place = placeOf(frameId, host);
        if (identity !== null && identityKind === 'named') become(key, place, identity);
        else current.set(place, '');
      },
      note({ code }) {
        if (code === 'reset') rounds.set('round', (rounds.get('round') ?? 0) + 1);
      },
    };
  },
};
