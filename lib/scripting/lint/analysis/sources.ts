import type { Expression } from './syntax-tree.js';
import type { Value } from './value.js';
import type { ValueFlow } from './value-flow.js';

/** What the values of an expression were made from, in the end. */
export function sourcesOf(
  flow: ValueFlow,
  expression: Expression,
  seen = new Set<Expression>(),
): readonly Value[] {
  if (seen.has(expression)) return [];
  seen.add(expression);
  return flow.valuesOf(expression).flatMap(value => {
    // A function of Lua that is given nothing, or chance, is a source itself.
    const isSource = value.kind !== 'made' || value.by === 'math.random';
    if (isSource || value.from.length === 0) return [value];
    return value.from.flatMap(each => sourcesOf(flow, each, seen));
  });
}
