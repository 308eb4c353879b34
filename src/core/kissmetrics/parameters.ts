import type { TrackingKind } from './hosts.ts';

/** A parameter of a tracking request that has a meaning of its own. */
export interface ParameterFacts {
  readonly name: string;
  /** The kinds of request that take it. */
  readonly kinds: readonly TrackingKind[];
  readonly required: boolean;
  /** Message key of what it is in each kind of request. */
  readonly meaning: Readonly<Partial<Record<TrackingKind, string>>>;
  /** Where it is known from, if not from the vendor's reference. */
  readonly source?: string;
}

const ALL: readonly TrackingKind[] = ['alias', 'event', 'properties'];
const ANDROID = 'https://github.com/kissmetrics/KISSmetrics-Android-SDK (QueryEncoder)';
const SEGMENT = 'https://github.com/segment-boneyard/integration-kissmetrics (test fixtures)';

/**
 * The reserved parameters; every other one is a property with its value.
 * Source, where a parameter names none: https://support.kissmetrics.io/reference and https://support.kissmetrics.io/docs/identities.
 */
export const PARAMETERS: readonly ParameterFacts[] = [
  { name: '_k', kinds: ALL, required: true, meaning: everywhere('parameter_api_key') },
  {
    name: '_p',
    kinds: ALL,
    required: true,
    meaning: { ...everywhere('parameter_identity'), alias: 'parameter_alias_p' },
  },
  {
    name: '_n',
    kinds: ['alias', 'event'],
    required: true,
    meaning: { alias: 'parameter_alias_n', event: 'parameter_event_name' },
  },
  { name: '_t', kinds: ALL, required: false, meaning: everywhere('parameter_time') },
  { name: '_d', kinds: ALL, required: false, meaning: everywhere('parameter_use_time') },
  {
    name: '_c',
    kinds: ALL,
    required: false,
    meaning: everywhere('parameter_client'),
    source: ANDROID,
  },
  {
    name: '_u',
    kinds: ALL,
    required: false,
    meaning: everywhere('parameter_client_agent'),
    source: ANDROID,
  },
  {
    name: '_x',
    kinds: ALL,
    required: false,
    meaning: everywhere('parameter_mobile'),
    source: 'in place of _c in older mobile libraries',
  },
  {
    name: '_ip',
    kinds: ALL,
    required: false,
    meaning: everywhere('parameter_address'),
    source: SEGMENT,
  },
  {
    name: '_ua',
    kinds: ALL,
    required: false,
    meaning: everywhere('parameter_agent'),
    source: SEGMENT,
  },
  {
    name: '_signature',
    kinds: ALL,
    required: false,
    meaning: everywhere('parameter_signature'),
    source: 'https://github.com/kissmetrics/uri_signer',
  },
];

const BY_NAME = new Map(PARAMETERS.map((parameter) => [parameter.name, parameter]));

/**
 * The message key that says what a parameter means in a request of this kind: `parameter_property`
 * for a property, `parameter_unknown` for a reserved name that has no meaning there.
 */
export function parameterMeaning(kind: TrackingKind, name: string): string {
  const known = BY_NAME.get(name)?.meaning[kind];
  if (known !== undefined) return known;
  if (name.startsWith('_') || kind === 'alias') return 'parameter_unknown';
  return 'parameter_property';
}

function everywhere(key: string): Readonly<Record<TrackingKind, string>> {
  return { alias: key, event: key, properties: key };
}
