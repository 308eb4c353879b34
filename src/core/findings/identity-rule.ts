import { clearsIdentity, identityArgument } from '../kissmetrics/arguments.ts';
import type { CallEntry, RequestEntry } from '../session/session.ts';
import type { Draft, RuleContext, Watch } from './rule.ts';

/**
 * The watch of a rule about one identity by itself. It fires for each alias that names such an
 * identity; on an `identify` call, or an event or properties, only if the identity was not reported
 * before. The call's finding moves to the alias that the call causes: of one cause one finding.
 * @param judge what to say about an identity; null if it is sound
 */
export function identityWatch(
  context: RuleContext,
  judge: (identity: string) => Omit<Draft, 'identities'> | null,
): Watch {
  /** Identities with nothing to say about: the same whenever they are looked at. */
  const sound = new Set<string>();
  /** Where an identity was reported first; the entry key of a call, or -1 for a request. */
  const reported = context.map<string, number>();

  function report(entry: RequestEntry | CallEntry, identity: string): boolean {
    if (sound.has(identity)) return false;
    const draft = judge(identity);
    if (draft === null) {
      sound.add(identity);
      return false;
    }
    context.report(entry.key, { ...draft, identities: [identity] });
    return true;
  }

  function reportOnAlias(alias: RequestEntry, identity: string): void {
    if (!report(alias, identity)) return;
    const call = reported.get(identity);
    if (call !== undefined && alias.cause.by === 'call' && alias.cause.call === call) {
      context.retract(call, identity);
    }
    reported.set(identity, -1);
  }

  return {
    alias(entry) {
      const { p, n } = entry.request;
      if (p) reportOnAlias(entry, p);
      if (n && n !== p) reportOnAlias(entry, n);
    },
    activity(entry) {
      const { p } = entry.request;
      if (p && !reported.has(p) && report(entry, p)) reported.set(p, -1);
    },
    ran(entry) {
      if (entry.method !== 'identify' || clearsIdentity(entry.args[0])) return;
      const identity = identityArgument(entry.args[0]);
      if (identity === null || reported.has(identity)) return;
      if (report(entry, identity)) reported.set(identity, entry.key);
    },
  };
}
