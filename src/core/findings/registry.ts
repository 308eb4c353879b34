import type { Rule } from './rule.ts';
import { aliasNeverSeen } from './rules/alias-never-seen.ts';
import { calledNotSent } from './rules/called-not-sent.ts';
import { caseVariants } from './rules/case-variants.ts';
import { chainedMerge } from './rules/chained-merge.ts';
import { doubleEncoded } from './rules/double-encoded.ts';
import { eventUnderAnonymous } from './rules/event-under-anonymous.ts';
import { identifyCleared } from './rules/identify-cleared.ts';
import { identityNotCleared } from './rules/identity-not-cleared.ts';
import { identityTooLong } from './rules/identity-too-long.ts';
import { insecureTransport } from './rules/insecure-transport.ts';
import { mangledAnonymousId } from './rules/mangled-anonymous-id.ts';
import { mergesTwoNamed } from './rules/merges-two-named.ts';
import { missingParameter } from './rules/missing-parameter.ts';
import { mixedApiKeys } from './rules/mixed-api-keys.ts';
import { notDelivered } from './rules/not-delivered.ts';
import { repeatedAlias } from './rules/repeated-alias.ts';
import { selfAlias } from './rules/self-alias.ts';
import { sharedIdentity } from './rules/shared-identity.ts';
import { surroundingWhitespace } from './rules/surrounding-whitespace.ts';
import { unknownMethod } from './rules/unknown-method.ts';
import { weakIdentifier } from './rules/weak-identifier.ts';

/** Every rule, in the order in which their findings are shown on an entry. */
export const RULES: readonly Rule[] = [
  missingParameter,
  identityTooLong,
  sharedIdentity,
  chainedMerge,
  mergesTwoNamed,
  mangledAnonymousId,
  doubleEncoded,
  surroundingWhitespace,
  caseVariants,
  weakIdentifier,
  selfAlias,
  repeatedAlias,
  mixedApiKeys,
  insecureTransport,
  notDelivered,
  eventUnderAnonymous,
  aliasNeverSeen,
  identityNotCleared,
  identifyCleared,
  unknownMethod,
  calledNotSent,
];
