import type { KeySpecs } from '../../../../lib/scripting/definition/index.js';
import {
  type LintCode,
  type LintFinding,
  lintScript,
} from '../../../../lib/scripting/lint/index.js';

/** What one rule finds in a script. */
export function findingsOf(code: LintCode, lua: string, keys?: KeySpecs): LintFinding[] {
  return lintScript({ name: 'script', lua, keys }).filter(finding => finding.code === code);
}

/** The lines in which one rule finds something. */
export function linesOf(code: LintCode, lua: string, keys?: KeySpecs): number[] {
  return findingsOf(code, lua, keys).map(({ line }) => line);
}
