import type { LintedScript } from './linted-script.js';
import type { TableConstructor } from './syntax-tree.js';
import type { Field } from './table-fields.js';
import type { Value } from './value.js';

/** A table that is returned, or that is in one that is. */
export interface ReturnedTable {
  readonly node: TableConstructor;
  readonly fields: readonly Field[];
}

/** Names by which Redis knows a table as something else than an array. */
const KINDS: ReadonlySet<unknown> = new Set([
  'big_number',
  'double',
  'err',
  'map',
  'ok',
  'set',
  'verbatim_string',
]);

/** The tables that become arrays of the script's reply. */
export function returnedArrays(script: LintedScript): ReturnedTable[] {
  const seen = new Set<TableConstructor>();
  const collect = (value: Value): ReturnedTable[] => {
    if (value.kind !== 'table' || seen.has(value.node)) return [];
    seen.add(value.node);
    const fields = script.flow.fields.of(value.node);
    if (fields.some(({ key }) => KINDS.has(key))) return [];
    const inner = fields
      .filter(({ key }) => typeof key !== 'string')
      .flatMap(field => script.flow.valuesOf(field.value));
    return [{ node: value.node, fields }, ...inner.flatMap(collect)];
  };
  return script.returned.flatMap(collect);
}
