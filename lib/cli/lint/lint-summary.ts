import { describeFinding, type LintFinding } from '../../scripting/lint/index.js';

/** What was found in some scripts. */
export interface LintSummary {
  /** How many scripts were looked at. */
  readonly scripts: number;
  readonly errors: number;
  readonly warnings: number;
  readonly advice: number;
  readonly findings: readonly LintFinding[];
}

export function summarize(scripts: number, findings: readonly LintFinding[]): LintSummary {
  const count = (severity: LintFinding['severity']): number =>
    findings.filter(finding => finding.severity === severity).length;
  return {
    scripts,
    errors: count('error'),
    warnings: count('warning'),
    advice: count('advice'),
    findings,
  };
}

/** For people: a line for each finding, and one that sums up. */
export function toText({ advice, errors, findings, scripts, warnings }: LintSummary): string {
  const lines = findings.map(describeFinding);
  const counts = [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
    ...(advice > 0 ? [`${plural(advice, 'piece')} of advice`] : []),
  ];
  const sum = `${plural(scripts, 'script')}: ${counts.join(', ') || 'nothing found'}`;
  return `${[...lines, sum].join('\n')}\n`;
}

/** For programs: the summary itself. */
export function toJson(summary: LintSummary): string {
  return `${JSON.stringify(summary, undefined, 2)}\n`;
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
