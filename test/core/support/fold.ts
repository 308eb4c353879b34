import { identitiesOf } from '../../../src/core/filter/match.ts';
import { createSessionFold } from '../../../src/core/session/fold.ts';
import type { Observation } from '../../../src/core/session/observation.ts';
import type {
  CallEntry,
  Entry,
  IdentityEntry,
  RequestEntry,
  Session,
} from '../../../src/core/session/session.ts';
import type { LogBuilder } from './log.ts';

/** The session of a log, by default as of its last observation. */
export function fold(log: LogBuilder | Iterable<Observation>, now?: number): Session {
  const folded = createSessionFold();
  folded.append('observations' in log ? log.observations : log);
  folded.settle(now);
  return folded.session;
}

/** A session as plain data, for comparing. */
export function plain(session: Session) {
  const frames = [...new Set(session.entries.map(({ frameId }) => frameId))];
  return {
    entries: session.entries.map((entry) => ({ ...entry })),
    counts: { ...session.counts },
    apiKeys: [...session.apiKeys],
    findings: [...session.findings],
    severities: { ...session.severities },
    people: session.people.list(),
    kinds: kindsOf(session),
    current: frames.sort((a, b) => a - b).map((frame) => [frame, session.current(frame)]),
  };
}

/** Every identity of a session with its kind and why. */
function kindsOf(session: Session) {
  const ids = new Set(session.entries.flatMap((entry) => identitiesOf(entry)));
  return [...ids].sort().map((id) => [id, session.kinds.of(id), session.kinds.reason(id)]);
}

export function requests(session: Session): RequestEntry[] {
  return session.entries.filter((entry): entry is RequestEntry => 'request' in entry);
}

export function calls(session: Session): CallEntry[] {
  return session.entries.filter((entry): entry is CallEntry => entry.kind === 'call');
}

export function identities(session: Session): IdentityEntry[] {
  return session.entries.filter((entry): entry is IdentityEntry => entry.kind === 'identity');
}

/** A readable form of why a request was sent: `identify`, `url`, `unseen`, `form trackSubmit`, … */
export function causeOf(session: Session, request: RequestEntry): string {
  const { cause } = request;
  switch (cause.by) {
    case 'call':
      return cause.method;
    case 'form':
      return `form ${methodOf(session.entry(cause.call))}`;
    case 'queue':
      return `repeats ${session.entries.findIndex(({ key }) => key === cause.first)}`;
    default:
      return cause.by;
  }
}

function methodOf(entry: Entry | undefined): string {
  return entry?.kind === 'call' ? (entry.method ?? 'function') : 'nothing';
}
