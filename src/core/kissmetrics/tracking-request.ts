import type { TrackingKind } from './hosts.ts';

/** One parameter of a tracking request, in the order sent. */
export interface TrackingParameter {
  /** Its name in a URL; the members of a batch's items have the name of the same meaning. */
  readonly name: string;
  /** The name as it was sent, where it differs. */
  readonly sentAs?: string;
  /** Decoded: `+` is a space; broken percent-encoding is left as it stands. */
  readonly value: string;
  /** Whether name or value could not be decoded as percent-encoded UTF-8. */
  readonly broken: boolean;
}

/** A tracking request, decoded; of a batch one item. */
export interface TrackingRequest {
  readonly kind: TrackingKind;
  readonly host: string;
  readonly secure: boolean;
  /** `_k`; null if absent. Of a repeated parameter the first counts. */
  readonly apiKey: string | null;
  /**
   * What keeps people apart: identities under different accounts are different people. The API key;
   * for a batch, whose key is in a header that nobody reads, its product.
   */
  readonly account: string | null;
  /** `_p`: the current identity; for an alias one of the pair. */
  readonly p: string | null;
  /** `_n`: for an alias the other of the pair; for an event its name. */
  readonly n: string | null;
  /** `_t`, in seconds since 1970. */
  readonly time: number | null;
  readonly parameters: readonly TrackingParameter[];
  /** What could not be decoded; empty for a sound request. */
  readonly problems: readonly TrackingProblem[];
  /**
   * What is known of a body that could not be read; null if all was read. What is null above may
   * then be in it: it is not known, and not absent.
   */
  readonly unread: UnreadBody | null;
  /** Which item of which batch it is; null for a request of its own. */
  readonly batch: BatchPlace | null;
}

export type TrackingProblem =
  | 'percent-encoding'
  | 'repeated-parameter'
  | 'body'
  | 'url'
  /** Of a batch: has no item, or more than are read. */
  | 'batch-size';

/** Why a body could not be read. */
export type UnreadReason =
  /** Bytes that are neither text nor of a compression that is known. */
  | 'binary'
  /** The beginning is known, the rest was too long. */
  | 'cut'
  /** All or part of it comes from a file, which is known by its name only. */
  | 'file'
  /** The recorder left it out. */
  | 'not-recorded'
  /** It was sent while nobody listened. */
  | 'lost'
  /** The browser does not show it. */
  | 'hidden'
  /** It is text, but in no form that is known. */
  | 'form';

export interface UnreadBody {
  readonly reason: UnreadReason;
  /** Bytes as sent; null if not known. */
  readonly size: number | null;
}

export interface BatchPlace {
  /** ID of the product in the address. */
  readonly product: string;
  /** Counted from 0. */
  readonly index: number;
  /** Items in the batch; null if its body could not be read. */
  readonly of: number | null;
}
