import * as v from 'valibot';

/** What the sandbox keeps from Kissmetrics: alias requests alone, or every tracking request. */
export const STRENGTHS = ['everything', 'aliases'] as const;
export type SandboxStrength = (typeof STRENGTHS)[number];

export interface SandboxStatus {
  readonly strength: SandboxStrength;
  /** `site`: in every tab of the site, because a simulated visitor lives in its cookies. */
  readonly scope: 'tab' | 'site';
}

/** Characters of an identity that can be simulated; more than the vendor accepts, on purpose. */
const LONGEST = 1_024;
const text = v.pipe(v.string(), v.maxLength(LONGEST));

/** Somebody whom the user wants the page to take the visitor for. */
export const PERSONA = v.object({
  /** What the user calls it; empty for one that is not saved. */
  name: v.pipe(v.string(), v.maxLength(80)),
  kind: v.picklist(['named', 'anonymous']),
  /** The ID to be; for an anonymous visitor it may be empty: then the library makes one. */
  identity: text,
  /** Has been here before (`km_lv`). */
  returning: v.boolean(),
});
export type Persona = v.InferOutput<typeof PERSONA>;

export interface SimulationStatus {
  /** Host whose cookies were put aside. */
  readonly site: string;
  readonly persona: Persona;
  /** Milliseconds since 1970. */
  readonly began: number;
  readonly sandboxed: boolean;
  /** The browser was ended in the middle of it. */
  readonly interrupted: boolean;
}

/** A reset that can be taken back. */
export interface UndoStatus {
  readonly action: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** How a tab is kept from doing harm, and what is not put back yet. */
export interface Rehearsal {
  readonly sandbox: SandboxStatus | null;
  readonly simulation: SimulationStatus | null;
  readonly undo: UndoStatus | null;
  /** Simulations on other sites that nobody has ended. */
  readonly elsewhere: readonly SimulationStatus[];
}
