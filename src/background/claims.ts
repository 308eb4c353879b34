import * as v from 'valibot';
import { isTime } from '../core/formats/time.ts';
import { readCookies } from '../core/kissmetrics/cookies.ts';
import { generationOf } from '../core/kissmetrics/generation.ts';
import { identityKind } from '../core/kissmetrics/identity.ts';
import type { CallArgument } from '../core/session/observation.ts';
import type { ContentSender } from '../platform/ports.ts';
import { type Claim, LIMITS } from '../protocol/claims.ts';
import type { Draft } from './draft.ts';

const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest));
const time = v.pipe(
  v.number(),
  v.check((at) => isTime(at)),
);
const TYPES = [
  'string',
  'number',
  'boolean',
  'null',
  'undefined',
  'object',
  'function',
  'other',
] as const satisfies readonly CallArgument['type'][];

const argument = v.object({
  type: v.picklist(TYPES),
  text: text(LIMITS.object),
  fullLength: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
});
const claim: v.GenericSchema<unknown, Claim> = v.variant('type', [
  v.object({
    type: v.literal('library'),
    at: time,
    state: v.picklist(['queueing', 'loaded']),
    ids: v.exactOptional(v.tuple([v.boolean(), v.string(), v.string()])),
    apiKey: v.exactOptional(text(LIMITS.text)),
    url: v.string(),
    began: v.exactOptional(time),
  }),
  v.object({
    type: v.literal('call'),
    at: time,
    id: v.pipe(v.number(), v.integer()),
    phase: v.picklist(['queued', 'ran']),
    through: v.picklist(['queue', 'library']),
    method: v.nullable(text(LIMITS.text)),
    args: v.pipe(v.array(argument), v.maxLength(LIMITS.args)),
    stack: v.exactOptional(text(LIMITS.stack)),
    identityBefore: v.exactOptional(v.nullable(text(LIMITS.text))),
    exists: v.exactOptional(v.boolean()),
  }),
  v.object({
    type: v.literal('identity'),
    at: time,
    id: v.nullable(text(LIMITS.text)),
    named: v.boolean(),
    source: v.picklist(['library', 'cookie']),
    apiKey: v.exactOptional(text(LIMITS.text)),
  }),
  v.object({
    type: v.literal('cookies'),
    at: time,
    cookies: text(LIMITS.claim),
    call: v.pipe(v.number(), v.integer()),
  }),
]);

const message = v.object({
  type: v.literal('claims'),
  document: v.pipe(v.string(), v.regex(/^[0-9-]{1,64}$/)),
  claims: v.pipe(v.array(text(LIMITS.claim)), v.maxLength(LIMITS.batch)),
  dropped: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/**
 * Turns what a content script sent into observations. What does not fit is left out with a note:
 * it cannot come from the probe, so a page tampered with it.
 */
export function draftsOf(input: unknown, sender: ContentSender, now: number): Draft[] {
  const parsed = v.safeParse(message, input);
  if (!parsed.success) return [];
  const { document, claims, dropped } = parsed.output;
  const { frameId, documentId, url } = sender;
  const frame = { frameId, ...(documentId !== undefined && { documentId }) };
  const drafts: Draft[] = [];
  let unreadable = 0;
  for (const one of claims) {
    const checked = v.safeParse(claim, json(one));
    if (checked.success) drafts.push(...observations(checked.output));
    else unreadable += 1;
  }
  if (unreadable > 0)
    drafts.push({ type: 'note', at: now, ...frame, code: 'unreadable', detail: `${unreadable}` });
  if (dropped > 0)
    drafts.push({ type: 'note', at: now, ...frame, code: 'limited', detail: `${dropped}` });
  return drafts;

  function observations(claimed: Claim): Draft[] {
    // A page's clock may lie; a claim from the future would outlast every later fact.
    const at = Math.min(claimed.at, now);
    switch (claimed.type) {
      case 'call': {
        const { type, at: _, id, ...call } = claimed;
        return [{ type, at, ...frame, callId: `${document}.${id}`, ...call }];
      }
      case 'identity': {
        const { type, at: _, named, ...identity } = claimed;
        const kind = identity.id === null ? 'none' : named ? 'named' : identityKind(identity.id);
        return [{ type, at, ...frame, ...identity, kind }];
      }
      case 'cookies': {
        const { type, call } = claimed;
        const cookies = readCookies(claimed.cookies, LIMITS.cookie);
        const after = call === 0 ? {} : { callId: `${document}.${call}` };
        return [{ type, at, ...frame, cookies, ...after }];
      }
      case 'library': {
        const { type, at: _, url: _claimedUrl, began, ids, ...library } = claimed;
        const generation = ids && generationOf(...ids);
        const documentUrl = url ?? claimed.url;
        const draft = {
          type,
          at,
          ...frame,
          ...library,
          ...(generation && { generation }),
          documentUrl,
        } as const;
        if (began === undefined) return [draft];
        return [{ type: 'navigation', at: Math.min(began, at), ...frame, url: documentUrl }, draft];
      }
    }
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
