import type {
  CallEntry,
  Cause,
  RequestEntry,
  Session,
} from '../../../../src/core/session/session.ts';
import { calls, identities, requests } from '../../support/fold.ts';

type Show = (text: string | null) => string;

/**
 * A session in the lines that recordings expect: requests and calls in order, each with its number,
 * then people, then findings sorted.
 * @param names values that are written by name
 */
export function print(session: Session, names: ReadonlyMap<string, string>): string[] {
  const byValue = new Map([...names].map(([name, value]) => [value, name]));
  const show: Show = (text) => {
    if (text === null) return 'none';
    return byValue.get(text) ?? (/^[^\s,"]+$/.test(text) ? text : JSON.stringify(text));
  };
  const findings = session.findings.map(({ severity, rule, identities: ids, entry }) => {
    const about = ids.length === 0 ? '' : ` ${ids.map(show).sort().join(', ')}`;
    return `finding: ${severity} ${rule}${about}, on ${placeOf(session, entry)}`;
  });
  return [
    ...requests(session).map(
      (entry, index) => `request ${index}: ${requestText(session, entry, show)}`,
    ),
    ...calls(session).map((entry, index) => `call ${index}: ${callText(session, entry)}`),
    ...session.people.list().map((person) => {
      return `person: ${person.identities.map(({ id }) => show(id)).join(', ')}`;
    }),
    ...findings.sort(),
  ];
}

function requestText(session: Session, entry: RequestEntry, show: Show): string {
  const { request, delivery, status, error, retryOf, cause, joins } = entry;
  const { p, n, problems, unread, batch } = request;
  const known: Show = (text) => (text === null && unread !== null ? 'not known' : show(text));
  const what = {
    alias: () => `alias ${known(p)} + ${known(n)}`,
    event: () => `event ${known(n)} of ${known(p)}`,
    properties: () => `properties of ${known(p)}`,
  }[entry.kind]();
  const parts = [
    what,
    [delivery, error ?? status].filter((part) => part !== undefined).join(' '),
    retryOf === null ? causeText(session, cause) : `repeats ${placeOf(session, retryOf)}`,
    joins === undefined ? '' : `joins ${joins}`,
    ...problems.map((problem) => `malformed ${problem}`),
    unread === null ? '' : `unreadable ${unread.reason}`,
    batch === null ? '' : `${batch.index + 1} of ${batch.of ?? 'some'} in a batch`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function causeText(session: Session, cause: Cause): string {
  switch (cause.by) {
    case 'call':
      return `by ${placeOf(session, cause.call)}`;
    case 'form':
      return `by form of ${placeOf(session, cause.call)}`;
    case 'url':
      return 'by url';
    case 'queue':
      return `by queue of ${placeOf(session, cause.first)}`;
    case 'unseen':
      return 'no call seen';
    case 'unknown':
      return '';
  }
}

function callText(session: Session, { method, fate, requests: sent }: CallEntry): string {
  const places = sent.map((key) => placeOf(session, key));
  return [method ?? 'function', [fate, ...places].join(' ')].join(', ');
}

function placeOf(session: Session, key: number): string {
  const lists = { request: requests(session), call: calls(session), identity: identities(session) };
  for (const [word, list] of Object.entries(lists)) {
    const index = list.findIndex((entry) => entry.key === key);
    if (index >= 0) return `${word} ${index}`;
  }
  return 'nothing';
}
