import type { Finding, Severity } from './finding.ts';

/** From the gravest on. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** How many findings there are of each severity. */
export type SeverityCounts = Readonly<Record<Severity, number>>;

export function countSeverities(findings: readonly Graded[]): SeverityCounts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

/** The gravest severity of which there is a finding; undefined if there is none. */
export function gravest(counts: SeverityCounts): Severity | undefined {
  return SEVERITIES.find((severity) => counts[severity] > 0);
}

type Graded = Pick<Finding, 'severity'>;

/** The gravest severity of some findings; undefined for none. */
export function worst(findings: readonly Graded[]): Severity | undefined {
  return SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity));
}

/** The same findings, gravest first, otherwise in their order. */
export function gravestFirst<T extends Graded>(findings: readonly T[]): T[] {
  return SEVERITIES.flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity),
  );
}
