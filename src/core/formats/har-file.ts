import { isForm } from '../kissmetrics/decode.ts';
import { decodeQuery } from '../kissmetrics/query.ts';
import { isText } from '../kissmetrics/unread-body.ts';
import { splitUrl } from '../kissmetrics/url.ts';
import { finalDelivery } from '../session/delivery.ts';
import { overrules } from '../session/item.ts';
import type {
  NavigationObservation,
  Observation,
  OutcomeObservation,
  RequestObservation,
} from '../session/observation.ts';
import { INTERNAL_STATUS, isPlainRedirect } from './har-redirect.ts';
import { isoTimeOf } from './time.ts';

/**
 * The text of a HAR 1.2 file, in pieces, with the requests of a log in the order of time. A HAR
 * holds requests, how they ended, and the pages of the top frame; calls and identities need a
 * session file. `_delivery`, a field of our own, says what HAR has no word for: a request that is
 * still under way, one held back by the sandbox, one blocked without a reason. `_bodyProblem` says why a
 * body is not there, or not all of it.
 * @param tool version of this tool
 */
export function* harFile(observations: Iterable<Observation>, tool: string): Generator<string> {
  const requests: RequestObservation[] = [];
  const navigations: NavigationObservation[] = [];
  const outcomes = new Map<string, OutcomeObservation>();
  for (const observation of observations) {
    if (observation.type === 'request') requests.push(observation);
    else if (observation.type === 'outcome') keepOutcome(outcomes, observation);
    else if (observation.type === 'navigation' && observation.frameId === 0) {
      navigations.push(observation);
    }
  }
  requests.sort(inTime);
  navigations.sort(inTime);
  const pages = pagesOf(navigations);
  const creator = { name: 'Kissmetrics Identity Debugger', version: tool };
  yield `{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"pages":[`;
  let separator = '\n';
  for (const { id, navigation } of pages) {
    const startedDateTime = isoTimeOf(navigation);
    yield separator +
      JSON.stringify({ startedDateTime, id, title: navigation.url, pageTimings: {} });
    separator = ',\n';
  }
  yield '],"entries":[';
  separator = '\n';
  const byDocument = new Map(pages.map(({ id, navigation }) => [navigation.documentId, id]));
  byDocument.delete(undefined);
  let latest = -1;
  for (const request of requests) {
    while (isBefore(pages[latest + 1]?.navigation, request)) latest++;
    const pageref = byDocument.get(request.documentId) ?? pages[latest]?.id;
    yield separator + JSON.stringify(entryOf(request, outcomes.get(request.requestId), pageref));
    separator = ',\n';
  }
  yield '\n]}}\n';
}

/** One page for each document, and for each navigation where documents have no ID. */
function pagesOf(navigations: readonly NavigationObservation[]) {
  const known = new Set<string>();
  return navigations
    .filter(({ documentId }) => {
      if (documentId === undefined) return true;
      if (known.has(documentId)) return false;
      known.add(documentId);
      return true;
    })
    .map((navigation, index) => ({ id: `page_${index + 1}`, navigation }));
}

function keepOutcome(outcomes: Map<string, OutcomeObservation>, outcome: OutcomeObservation): void {
  const known = outcomes.get(outcome.requestId);
  if (known === undefined || overrules(outcome, known)) outcomes.set(outcome.requestId, outcome);
}

function inTime(a: Observation, b: Observation): number {
  return a.at - b.at || a.seq - b.seq;
}

function isBefore(navigation: NavigationObservation | undefined, request: Observation): boolean {
  return navigation !== undefined && inTime(navigation, request) < 0;
}

function entryOf(
  request: RequestObservation,
  outcome: OutcomeObservation | undefined,
  pageref: string | undefined,
) {
  const { at, method, url, transport, bodySize, ...sent } = request;
  const bytes = sent.body !== undefined && !isText(sent.body);
  const body = bytes ? undefined : sent.body;
  const bodyProblem = bytes ? 'not UTF-8' : sent.bodyProblem;
  const time = outcome === undefined ? 0 : Math.max(0, outcome.at - at);
  const { status, error, redirect, internal, answeredBy } = outcome ?? {};
  const delivery = outcome?.delivery ?? 'pending';
  const plain =
    outcome !== undefined &&
    (finalDelivery(status, error) === delivery || isPlainRedirect(outcome));
  const answer = internal ? INTERNAL_STATUS : { status: status ?? 0, statusText: '' };
  return {
    ...(pageref === undefined ? {} : { pageref }),
    startedDateTime: isoTimeOf(request),
    time,
    ...(transport === undefined ? {} : { _resourceType: transport }),
    ...(plain ? {} : { _delivery: delivery }),
    request: {
      method,
      url,
      httpVersion: '',
      cookies: [],
      headers: [],
      queryString: pairs(splitUrl(url)?.query ?? ''),
      ...(body === undefined ? {} : { postData: postData(body) }),
      ...(bodyProblem === undefined ? {} : { _bodyProblem: bodyProblem }),
      headersSize: -1,
      bodySize: !body && bodyProblem === undefined ? 0 : (bodySize ?? -1),
    },
    response: {
      ...answer,
      httpVersion: '',
      cookies: [],
      headers: [],
      content: { size: 0, mimeType: '' },
      redirectURL: redirect ?? '',
      ...(answeredBy === undefined ? {} : { _fetchedViaServiceWorker: true }),
      headersSize: -1,
      bodySize: -1,
      ...(error === undefined ? {} : { _error: error }),
    },
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
  };
}

function postData(body: string) {
  if (isForm(body))
    return { mimeType: 'application/x-www-form-urlencoded', params: pairs(body), text: body };
  return { mimeType: /^\s*[{[]/.test(body) ? 'application/json' : 'text/plain', text: body };
}

function pairs(query: string) {
  return decodeQuery(query).map(({ name, value }) => ({ name, value }));
}
