import type { LintedScript } from '../analysis/linted-script.js';
import { mayBeLong, MOST_UNPACKED } from '../analysis/list-size.js';
import type { Expression } from '../analysis/syntax-tree.js';
import type { LintRule } from '../lint-rule.js';

export const unboundedUnpack: LintRule = {
  code: 'unbounded-unpack',
  severity: 'warning',
  summary: `unpack of a list that may have ${MOST_UNPACKED} members or more`,
  check(script, report) {
    for (const { call, args } of script.callsOf('unpack')) {
      const [list, first, last] = args;
      if (list === undefined) continue;
      if (last === undefined ? !mayBeLong(script, list) : isShortSpan(script, list, first, last)) {
        continue;
      }
      const name = list.type === 'Identifier' ? list.name : undefined;
      const sample = name ?? 'list';
      report(
        call,
        `unpack() holds a little less than ${MOST_UNPACKED} values, and nothing keeps ${name ?? 'the list'} below ` +
          'that: the script then fails with "too many results to unpack".',
        `Take it in chunks: \`for i = 1, #${sample}, 1000 do … unpack(${sample}, i, math.min(i + 999, ` +
          `#${sample})) … end\`.`,
      );
    }
  },
};

/** Whether `unpack(list, first, last)` is a part of the list. */
function isShortSpan(
  script: LintedScript,
  list: Expression,
  first: Expression | undefined,
  last: Expression,
): boolean {
  const end = script.flow.constantOf(last);
  if (typeof end === 'number') {
    const start = first === undefined ? 1 : script.flow.constantOf(first);
    return end - (typeof start === 'number' ? start : 1) < MOST_UNPACKED - 1;
  }
  const isWhole = last.type === 'UnaryExpression' && script.lengthIn(last, list);
  return !isWhole || !mayBeLong(script, list);
}
