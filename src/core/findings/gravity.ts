import type { Finding, Severity } from './finding.ts';

/** From the gravest on. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

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
