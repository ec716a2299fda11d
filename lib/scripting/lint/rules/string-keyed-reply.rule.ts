import type { LintedScript } from '../analysis/linted-script.js';
import { returnedArrays } from '../analysis/returned-tables.js';
import { textOf } from '../analysis/syntax-tree.js';
import type { Field } from '../analysis/table-fields.js';
import { isText } from '../analysis/value.js';
import type { LintRule } from '../lint-rule.js';

const MEND =
  'Return an array, `{ name, value, … }`, which reply.record() or reply.tuple() reads, or text by ' +
  'cjson.encode(). A failure is redis.error_reply(text).';

export const stringKeyedReply: LintRule = {
  code: 'string-keyed-reply',
  severity: 'error',
  summary: 'a returned table with string keys',
  check(script, report) {
    for (const { node, fields } of returnedArrays(script)) {
      const dropped = fields.filter(field => hasTextKey(field, script));
      const [first] = dropped;
      if (first === undefined) continue;
      const names = new Set(dropped.flatMap(({ key }) => (typeof key === 'string' ? [key] : [])));
      const what = names.size === 0 ? '' : ` (${[...names].map(textOf).join(', ')})`;
      const isConstructed = node.fields.some(field => field === first.node);
      report(
        isConstructed ? node : first.node,
        `Redis makes an array of the returned table, and drops what has a string for a key${what}.`,
        MEND,
      );
    }
  },
};

function hasTextKey({ computed, key }: Field, { flow }: LintedScript): boolean {
  if (key !== undefined) return typeof key === 'string';
  if (computed === undefined) return false;
  const values = flow.valuesOf(computed);
  return (
    values.length > 0 &&
    values.every(value => isText(value) || (value.kind === 'reply' && value.isPart))
  );
}
