import { failureKey, failureOf } from '../session/failure.ts';
import type { RequestEntry } from '../session/session.ts';
import type { Translate } from './catalogue.ts';

type End = Pick<RequestEntry, 'delivery' | 'status' | 'error'>;

/** How a request ended, in a few words: with what kept it from its answer, where that is known. */
export function outcomeText(end: End, t: Translate): string {
  const failure = failureOf(end);
  const word = t(`delivery_${end.delivery}`);
  return failure === null ? word : `${word}: ${t(failureKey(failure.reason))}`;
}
