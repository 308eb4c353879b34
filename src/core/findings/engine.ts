import type { AliasGraph } from '../people/graph.ts';
import { type Journal, JournaledMap } from '../session/journal.ts';
import type { Entry, RequestEntry } from '../session/session.ts';
import type { Timeline } from '../session/timeline.ts';
import type { Finding } from './finding.ts';
import type { Draft, Rule, RuleContext, Watch } from './rule.ts';

type Hook = keyof Watch;
type Arguments<H extends Hook> = Parameters<NonNullable<Watch[H]>>;

/** Runs the rules over a timeline as it grows, and puts what they find on its entries. */
export class Engine {
  readonly #watches: readonly Watch[];
  readonly #rank: ReadonlyMap<string, number>;
  readonly #timeline: Timeline;

  constructor(
    rules: readonly Rule[],
    journal: Journal,
    timeline: Timeline,
    people: AliasGraph,
    site: RuleContext['site'],
  ) {
    this.#timeline = timeline;
    this.#rank = new Map(rules.map((rule, index) => [rule.id, index]));
    this.#watches = rules.flatMap((rule) => {
      const watch = rule.watch?.({
        people,
        site,
        map: () => new JournaledMap(journal),
        report: (key, draft) => this.#report(rule, key, draft),
        retract: (key, identity) => this.#retract(rule, key, identity),
      });
      return watch === undefined ? [] : [watch];
    });
  }

  tell<H extends Hook>(hook: H, ...args: Arguments<H>): void {
    for (const watch of this.#watches) {
      const listener = watch[hook] as ((...args: Arguments<H>) => void) | undefined;
      listener?.apply(watch, args);
    }
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

/**
 * The findings of an entry with those of the outcome rules made anew, in the order of `rules`.
 */
export function withOutcomeFindings(
  rules: readonly Rule[],
  entry: RequestEntry,
): readonly Finding[] {
  const found: Finding[] = [];
  for (const rule of rules) {
    if (rule.outcome === undefined) {
      for (const other of entry.findings) if (other.rule === rule.id) found.push(other);
      continue;
    }
    const draft = rule.outcome(entry);
    if (draft !== null) found.push(finding(rule, entry, draft));
  }
  return found;
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
