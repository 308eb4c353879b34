import type { TrackingKind } from './hosts.ts';

/** One parameter of a tracking request, in the order sent. */
export interface TrackingParameter {
  readonly name: string;
  /** Decoded: `+` is a space; broken percent-encoding is left as it stands. */
  readonly value: string;
  /** Whether name or value could not be decoded as percent-encoded UTF-8. */
  readonly broken: boolean;
}

/** A tracking request, decoded. */
export interface TrackingRequest {
  readonly kind: TrackingKind;
  readonly host: string;
  readonly secure: boolean;
  /** `_k`; null if absent. Of a repeated parameter the first counts. */
  readonly apiKey: string | null;
  /** `_p`: the current identity; for an alias one of the pair. */
  readonly p: string | null;
  /** `_n`: for an alias the other of the pair; for an event its name. */
  readonly n: string | null;
  /** `_t`, in seconds since 1970. */
  readonly time: number | null;
  readonly parameters: readonly TrackingParameter[];
  /** What could not be decoded; empty for a sound request. */
  readonly problems: readonly TrackingProblem[];
}

export type TrackingProblem = 'percent-encoding' | 'repeated-parameter' | 'body' | 'url';
