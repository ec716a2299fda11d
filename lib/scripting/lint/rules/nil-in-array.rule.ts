import type { LintedScript } from '../analysis/linted-script.js';
import { returnedArrays } from '../analysis/returned-tables.js';
import { type Expression, within } from '../analysis/syntax-tree.js';
import { isNil, type Value } from '../analysis/value.js';
import type { Variable } from '../analysis/variable.js';
import { FIXED_ARRAYS, NULLABLE } from '../commands/replies.js';
import type { LintRule } from '../lint-rule.js';

export const nilInArray: LintRule = {
  code: 'nil-in-array',
  severity: 'error',
  summary: 'a nil in a returned array, which ends it there',
  check(script, report) {
    const arrays = returnedArrays(script);
    const tested = arrays.length > 0 ? testedVariables(script) : new Set<Variable>();
    for (const { node } of arrays) {
      const members = node.fields.flatMap(field => (field.type === 'TableValue' ? field : []));
      const place = members.findIndex(
        ({ value }, at) =>
          isAlwaysNil(script, value) ||
          (at < members.length - 1 && isSometimesNil(script, value, tested)),
      );
      const member = members[place];
      if (member === undefined) continue;
      const lost =
        place === 0 ? 'the reply is empty' : `the reply has ${place} of ${members.length}`;
      report(
        member,
        `Redis cuts a returned array at its first nil: ${lost}, where this member is nil.`,
        "Put false there, which becomes nil in the reply, or a value: `x or false`, `x or ''`.",
      );
    }
  },
};

function isAlwaysNil(script: LintedScript, member: Expression): boolean {
  const values = script.flow.valuesOf(member);
  return values.length > 0 && values.every(isNil);
}

/** `x or nil`, and tonumber() of a reply that nobody has looked at. */
function isSometimesNil(
  script: LintedScript,
  member: Expression,
  tested: ReadonlySet<Variable>,
): boolean {
  if (member.type === 'LogicalExpression') {
    return member.operator === 'or' && isAlwaysNil(script, member.right);
  }
  if (isTested(script, member, tested)) return false;
  const values = script.flow.valuesOf(member);
  return (
    values.length > 0 &&
    values.every(value => {
      const [from] = value.kind === 'made' && value.by === 'tonumber' ? value.from : [];
      if (from === undefined || isTested(script, from, tested)) return false;
      const sources = script.flow.valuesOf(from);
      return sources.length > 0 && sources.every(source => mayBeMissing(script, source));
    })
  );
}

function mayBeMissing(script: LintedScript, value: Value): boolean {
  if (value.kind !== 'reply') return false;
  return (value.isPart ? FIXED_ARRAYS : NULLABLE).has(script.replyOf(value)?.command);
}

function isTested(
  script: LintedScript,
  expression: Expression,
  tested: ReadonlySet<Variable>,
): boolean {
  if (expression.type !== 'Identifier') return false;
  const variable = script.variableOf(expression);
  return variable === undefined || tested.has(variable);
}

/** Variables whose value some condition looks at. */
function testedVariables(script: LintedScript): ReadonlySet<Variable> {
  const equations = script
    .ofType('BinaryExpression')
    .filter(({ operator }) => operator === '==' || operator === '~=');
  const looks: Expression[] = [
    ...script.ofType('IfClause').map(({ condition }) => condition),
    ...script.ofType('ElseifClause').map(({ condition }) => condition),
    ...script.loops.flatMap(loop => ('condition' in loop ? loop.condition : [])),
    ...script.ofType('LogicalExpression').map(({ left }) => left),
    ...script
      .ofType('UnaryExpression')
      .flatMap(({ argument, operator }) => (operator === 'not' ? argument : [])),
    ...equations.flatMap(({ left, right }) => [left, right]),
  ];
  const names = looks.flatMap(within).filter(node => node.type === 'Identifier');
  return new Set(names.flatMap(name => script.variableOf(name) ?? []));
}
