export {
  describeFinding,
  type LintCode,
  type LintFinding,
  type LintSeverity,
} from './lint-finding.js';
export { lintScript, type LintSource } from './lint-script.js';
export { LINT_RULES } from './rules/index.js';
export type { LineMap, SourceLine } from './source-line.js';
