import type { LintedScript } from './analysis/linted-script.js';
import type { Node } from './analysis/syntax-tree.js';
import type { LintCode, LintSeverity } from './lint-finding.js';

/**
 * Says that something was found.
 *
 * @param place where; nothing stands for the script as a whole
 * @param why what is wrong, as a sentence
 * @param mend how to mend it, as a sentence
 */
export type Report = (place: Node | undefined, why: string, mend: string) => void;

/** One thing that a script must not do. */
export interface LintRule {
  readonly code: LintCode;
  readonly severity: LintSeverity;
  /** What it forbids, in a few words. */
  readonly summary: string;
  readonly check: (script: LintedScript, report: Report) => void;
}
