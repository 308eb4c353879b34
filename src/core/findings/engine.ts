import { type Journal, JournaledMap } from '../session/journal.ts';
import type { Entry, RequestEntry } from '../session/session.ts';
import type { Timeline } from '../session/timeline.ts';
import type { Finding } from './finding.ts';
import { IdentityMap } from './identity-map.ts';
import type { Draft, Rule, RuleContext, Watch } from './rule.ts';

type Hook = keyof Watch;
type Arguments<H extends Hook> = Parameters<NonNullable<Watch[H]>>;
type Listener = (...args: never[]) => void;

/** Runs the rules over a timeline as it grows, and puts what they find on its entries. */
export class Engine {
  readonly #listeners = new Map<string, Listener[]>();
  readonly #rank: ReadonlyMap<string, number>;
  readonly #timeline: Timeline;

  constructor(
    rules: readonly Rule[],
    journal: Journal,
    timeline: Timeline,
    around: Pick<RuleContext, 'people' | 'kinds' | 'site'>,
  ) {
    this.#timeline = timeline;
    this.#rank = new Map(rules.map((rule, index) => [rule.id, index]));
    for (const rule of rules) {
      const watch = rule.watch?.({
        ...around,
        map: () => new JournaledMap(journal),
        identityMap: () => new IdentityMap(journal),
        report: (key, draft) => this.#report(rule, key, draft),
        retract: (key, identity) => this.#retract(rule, key, identity),
      });
      for (const [hook, listener] of Object.entries(watch ?? {})) this.#listen(hook, listener);
    }
  }

  tell<H extends Hook>(hook: H, ...args: Arguments<H>): void {
    const listeners = this.#listeners.get(hook);
    if (listeners === undefined) return;
    for (const listener of listeners)
      (listener as unknown as (...args: Arguments<H>) => void)(...args);
  }

  #listen(hook: string, listener: Listener): void {
    const listeners = this.#listeners.get(hook);
    if (listeners === undefined) this.#listeners.set(hook, [listener]);
    else listeners.push(listener);
  }

  #report(rule: Rule, key: number, draft: Draft): void {
    const entry = this.#timeline.get(key);
    if (entry === undefined) return;
    const rank = this.#rank.get(rule.id) ?? 0;
    const findings = [...entry.findings];
    let place = findings.length;
    while (place > 0 && (this.#rank.get(findings[place - 1]?.rule ?? '') ?? 0) > rank) place--;
    findings.splice(place, 0, finding(rule, entry, draft));
    this.#timeline.replace({ ...entry, findings });
  }

  #retract(rule: Rule, key: number, identity: string | undefined): void {
    const entry = this.#timeline.get(key);
    if (entry === undefined) return;
    const findings = entry.findings.filter(
      (found) =>
        found.rule !== rule.id || (identity !== undefined && !found.identities.includes(identity)),
    );
    if (findings.length < entry.findings.length) this.#timeline.replace({ ...entry, findings });
  }
}

/** The rules that look at how a request ended, apart from any replay. */
export class OutcomeRules {
  readonly #rules: readonly Rule[];
  readonly #ids: ReadonlySet<string>;
  readonly #rank: ReadonlyMap<string, number>;

  constructor(rules: readonly Rule[]) {
    this.#rules = rules.filter((rule) => rule.outcome !== undefined);
    this.#ids = new Set(this.#rules.map(({ id }) => id));
    this.#rank = new Map(rules.map(({ id }, index) => [id, index]));
  }

  /** The findings of an entry with those about its outcome made anew. */
  findings(entry: RequestEntry): readonly Finding[] {
    const others = entry.findings.some(({ rule }) => this.#ids.has(rule))
      ? entry.findings.filter(({ rule }) => !this.#ids.has(rule))
      : entry.findings;
    const made: Finding[] = [];
    for (const rule of this.#rules) {
      const draft = rule.outcome?.(entry) ?? null;
      if (draft !== null) made.push(finding(rule, entry, draft));
    }
    if (made.length === 0) return others;
    const rank = ({ rule }: Finding) => this.#rank.get(rule) ?? 0;
    return [...others, ...made].sort((a, b) => rank(a) - rank(b));
  }
}

function finding(rule: Rule, entry: Entry, draft: Draft): Finding {
  return {
    rule: rule.id,
    severity: rule.severity,
    ...draft,
    entry: entry.key,
    at: entry.at,
    help: rule.help,
  };
}
