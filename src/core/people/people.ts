import type { IdentityKind } from '../kissmetrics/identity.ts';

/** One identity of a person. Identities under different API keys are different. */
export interface PersonIdentity {
  readonly id: string;
  readonly kind: IdentityKind;
}

/** A person: two or more identities joined by aliases. */
export interface Person {
  readonly apiKey: string;
  /** In order of first appearance in an alias. */
  readonly identities: readonly PersonIdentity[];
  /** Entry keys of the aliases among them, in order. */
  readonly aliases: readonly number[];
}

/** One step of the explanation why two identities are one person. */
export interface ChainLink {
  readonly from: string;
  readonly to: string;
  /** Entry key of the alias. */
  readonly alias: number;
}

/** What an alias would do if it were sent now. */
export interface AliasEffect {
  /** `two`: makes one person of two; `same`: they are one already; `none`: joins nobody. */
  readonly joins: 'two' | 'same' | 'none';
  /** The identities of each side now, itself included. */
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/** The alias graph of a session. */
export interface People {
  /** How many people there are, at no cost. */
  readonly count: number;
  /** Every person with two or more identities, largest first; ties in order of first alias. */
  list(): readonly Person[];
  /** The person of an identity; undefined while it is alone. */
  of(apiKey: string, id: string): Person | undefined;
  /** The shortest chain of aliases between two identities; empty if they are not one person. */
  chain(apiKey: string, from: string, to: string): readonly ChainLink[];
  /** Entry key of the alias since which two identities are one person; null if they are not. */
  joinedBy(apiKey: string, a: string, b: string): number | null;
  /** What an alias of the two would do now. */
  effect(apiKey: string, p: string, n: string): AliasEffect;
}
