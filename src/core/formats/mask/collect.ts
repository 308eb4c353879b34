import { clearsIdentity, identityArgument } from '../../kissmetrics/arguments.ts';
import { isIdCookie } from '../../kissmetrics/cookies.ts';
import { decodeTrackingRequests } from '../../kissmetrics/decode.ts';
import { pageUrlMarks } from '../../kissmetrics/page-url.ts';
import type { SentRequest } from '../../kissmetrics/unread-body.ts';
import type { Observation } from '../../session/observation.ts';
import { namedInJson } from './json-names.ts';

export interface Collected {
  /** In order of first appearance. */
  readonly identities: ReadonlySet<string>;
  readonly apiKeys: ReadonlySet<string>;
}

const SECRETS: ReadonlySet<string> = new Set(['_k', '_signature']);

/** Every identity and API key that a log names as such, in the order of time. */
export function collect(observations: Iterable<Observation>): Collected {
  const identities = new Set<string>();
  const apiKeys = new Set<string>();
  const add = (set: Set<string>, ...values: readonly (string | null | undefined)[]) => {
    for (const value of values) if (value) set.add(value);
  };
  const addRequest = (sent: SentRequest) => {
    for (const request of decodeTrackingRequests(sent, 'any')) {
      add(apiKeys, request.apiKey, request.batch?.product);
      // A repeated parameter does not count, but what it says is an identity all the same.
      for (const { name, value } of request.parameters) {
        if (name === '_p' || (name === '_n' && request.kind === 'alias')) add(identities, value);
        else if (SECRETS.has(name)) add(apiKeys, value);
      }
      if (request.unread === null) continue;
      const named = namedInJson(sent.body ?? '');
      add(identities, ...named.identities);
      add(apiKeys, ...named.apiKeys);
    }
  };
  for (const observation of [...observations].sort((a, b) => a.at - b.at || a.seq - b.seq)) {
    switch (observation.type) {
      case 'request': {
        add(identities, ...pageUrlMarks(observation.documentUrl ?? '').identities);
        addRequest(observation);
        break;
      }
      case 'outcome':
        if (observation.redirect !== undefined)
          addRequest({ url: observation.redirect, method: '' });
        break;
      case 'call': {
        const { method, args, identityBefore } = observation;
        add(identities, identityBefore);
        if (method !== 'identify' && method !== 'alias') break;
        for (const argument of args.slice(0, 2)) {
          if (argument.fullLength !== undefined || clearsIdentity(argument)) continue;
          add(identities, identityArgument(argument));
        }
        break;
      }
      case 'identity':
        add(identities, observation.id);
        add(apiKeys, observation.apiKey);
        break;
      case 'cookies':
        for (const { name, value, fullLength } of observation.cookies) {
          if (isIdCookie(name) && fullLength === undefined) add(identities, value);
        }
        break;
      case 'library':
        add(apiKeys, observation.apiKey);
        add(identities, ...pageUrlMarks(observation.documentUrl ?? '').identities);
        break;
      case 'navigation':
        add(identities, ...pageUrlMarks(observation.url).identities);
        break;
    }
  }
  return { identities, apiKeys };
}
