import type { LintedScript } from '../analysis/linted-script.js';
import type { BinaryExpression, Expression } from '../analysis/syntax-tree.js';
import type { Value } from '../analysis/value.js';
import { FIXED_ARRAYS } from '../commands/replies.js';
import type { LintRule } from '../lint-rule.js';

export const nilReply: LintRule = {
  code: 'nil-reply',
  severity: 'error',
  summary: 'a reply compared with nil',
  check(script, report) {
    // With RESP3, a missing value is nil indeed.
    if (script.callsOf('redis.setresp').length > 0) return;
    for (const node of script.ofType('BinaryExpression')) {
      const comparison = comparisonWithNil(node);
      if (comparison === undefined) continue;
      const values = script.flow.valuesOf(comparison.operand);
      if (values.length === 0 || !values.every(value => isNeverNil(value, script))) continue;
      const always = comparison.isEqual ? 'false' : 'true';
      report(
        node,
        `A missing value is false in Lua, never nil: the comparison with nil is always ${always}.`,
        comparison.isEqual ? 'Write `if not value then`.' : 'Write `if value then`.',
      );
    }
  },
};

function comparisonWithNil({
  left,
  operator,
  right,
}: BinaryExpression): { readonly operand: Expression; readonly isEqual: boolean } | undefined {
  const isEqual = operator === '==';
  if (!isEqual && operator !== '~=') return undefined;
  if (right.type === 'NilLiteral') return { operand: left, isEqual };
  return left.type === 'NilLiteral' ? { operand: right, isEqual } : undefined;
}

function isNeverNil(value: Value, script: LintedScript): boolean {
  if (value.kind !== 'reply') return false;
  return !value.isPart || FIXED_ARRAYS.has(script.replyOf(value)?.command);
}
