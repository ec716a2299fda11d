import type { LintedScript } from './linted-script.js';
import { type Expression, type Loop, type Node, type Statement, within } from './syntax-tree.js';

const ORDER: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

/**
 * Whether something other than the data ends a loop: a `for` does, and so does a comparison with a
 * limit, as the condition or before a `break`.
 */
export function isBounded(script: LintedScript, loop: Loop): boolean {
  if (loop.type === 'ForGenericStatement') return true;
  if (loop.type === 'ForNumericStatement') {
    return !script.flow.isGlobal(loop.end, 'math.huge') || hasLimitedExit(script, loop);
  }
  return hasLimit(script, loop.condition) || hasLimitedExit(script, loop);
}

/** Whether a loop has no way out at all. */
export function isEndless(script: LintedScript, loop: Loop): boolean {
  if (loop.type === 'ForGenericStatement' || loop.type === 'ForNumericStatement') return false;
  const always = loop.type === 'WhileStatement';
  const { condition } = loop;
  const isConstant =
    (condition.type === 'BooleanLiteral' && condition.value === always) ||
    (always && condition.type === 'NumericLiteral');
  return isConstant && !loop.body.flatMap(within).some(node => isExit(node, script));
}

/** `if n > limit then break end` */
function hasLimitedExit(script: LintedScript, loop: Loop): boolean {
  return loop.body
    .flatMap(within)
    .some(
      node =>
        (node.type === 'IfClause' || node.type === 'ElseifClause') &&
        hasLimit(script, node.condition) &&
        node.body.some((each: Statement) => isExit(each, script)),
    );
}

function isExit(node: Node, script: LintedScript): boolean {
  if (node.type === 'BreakStatement' || node.type === 'ReturnStatement') return true;
  return node.type === 'CallStatement' && script.isCallOf(node.expression, 'error');
}

/** Whether a condition compares something that is counted, and not what the server answered. */
function hasLimit(script: LintedScript, condition: Expression): boolean {
  return within(condition).some(
    node =>
      node.type === 'BinaryExpression' &&
      ORDER.has(node.operator) &&
      ![node.left, node.right].some(side =>
        script.flow.valuesOf(side).some(value => value.kind === 'reply'),
      ),
  );
}
