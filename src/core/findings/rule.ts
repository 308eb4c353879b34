import type { AliasGraph } from '../people/graph.ts';
import type { Kinds } from '../people/kinds/kinds.ts';
import type { JournaledMap } from '../session/journal.ts';
import type {
  CallEntry,
  IdentityEntry,
  NavigationEntry,
  NoteEntry,
  RequestEntry,
} from '../session/session.ts';
import type { RuleId, Severity } from './finding.ts';
import type { IdentityMap } from './identity-map.ts';

/** What a rule says about an entry; the registry adds the rest. */
export interface Draft {
  readonly variant?: string;
  readonly values: readonly string[];
  readonly identities: readonly string[];
}

/** What an alias met when it was sent, before it joined anything. */
export interface AliasFacts {
  /** Both identities and the key are there, and the two differ. */
  readonly complete: boolean;
  /** A named identity in the group of `_p` and of `_n`, the identity itself first; null if there is none. */
  readonly namedLeft: string | null;
  readonly namedRight: string | null;
  /** Both are one person already. */
  readonly joined: boolean;
}

/** What a rule is told, in the order of the timeline. A retry is no new request. */
export interface Watch {
  alias?(entry: RequestEntry, facts: AliasFacts): void;
  /** An event or properties. */
  activity?(entry: RequestEntry): void;
  /** Any request, after `alias` or `activity`. */
  request?(entry: RequestEntry): void;
  /** A call was made or queued. */
  call?(entry: CallEntry): void;
  /** The library ran a call; at once for one that was not queued. */
  ran?(entry: CallEntry): void;
  /** A call should have sent something, and nothing was seen. */
  unsent?(entry: CallEntry): void;
  identity?(entry: IdentityEntry, site: string | null): void;
  navigation?(entry: NavigationEntry): void;
  note?(entry: NoteEntry): void;
}

/** What a rule has at hand. Whatever it remembers has to be in such maps, which go back in time with the log. */
export interface RuleContext {
  readonly people: Pick<AliasGraph, 'group' | 'joined'>;
  /**
   * Which identities are anonymous, by the whole log. What a rule makes of a kind has to be on an alias
   * that names the identity, or after one: only from there on is a changed kind looked at again.
   */
  kinds(): Kinds;
  /** A new memory. */
  map<K, V extends object | string | number | boolean | null>(): JournaledMap<K, V>;
  /** A new memory by API key and identity. */
  identityMap<V extends object | string | number | boolean | null>(): IdentityMap<V>;
  /** Adds a finding to the entry of that key. */
  report(entry: number, draft: Draft): void;
  /** Takes back the rule's findings on the entry, or only those about one identity. */
  retract(entry: number, identity?: string): void;
  /** The host of the page that an entry belongs to, without `www.`; null if unknown. */
  site(entry: { readonly frameId: number; readonly documentId?: string }): string | null;
}

/**
 * A rule: one risk, one file, one test. `watch` is called once for each replay and keeps its memory
 * in the context's maps; `outcome` looks at how a request ended and at nothing else.
 */
export interface Rule {
  readonly id: RuleId;
  readonly severity: Severity;
  /** The vendor's page that says so. */
  readonly help: string;
  /** The rule's texts where it has several: `finding_<id>_message_<variant>`. */
  readonly variants?: readonly string[];
  watch?(context: RuleContext): Watch;
  outcome?(entry: RequestEntry): Draft | null;
}

/** The vendor's pages that rules lead to. */
export const HELP = {
  identities: 'https://support.kissmetrics.io/docs/identities',
  reference: 'https://support.kissmetrics.io/reference',
} as const;
