import { libraryOf } from '../lua-environment.js';
import type { Expression } from './syntax-tree.js';
import { UNKNOWN, type Value } from './value.js';
import type { ValueFlow } from './value-flow.js';

/** Functions that give what they were given. */
const PASS_FIRST: ReadonlySet<string> = new Set(['assert', 'setmetatable', 'tostring']);

/**
 * What a function that scripts find in Redis gives.
 *
 * @param path its name, such as `string.format`
 * @param index which of its values
 */
export function resultOf(
  flow: ValueFlow,
  path: string,
  args: readonly Expression[],
  index: number,
): readonly Value[] {
  const [first, second] = args;
  if (first !== undefined && path === 'unpack') {
    const start = second === undefined ? 1 : flow.constantOf(second);
    return flow.elementsOf(first, typeof start === 'number' ? start + index : undefined);
  }
  if (first !== undefined && index === 0) {
    if (PASS_FIRST.has(path)) return flow.valuesOf(first);
    if (path === 'rawget') return flow.elementsOf(first, flow.constantOf(second));
    if (path === 'table.remove') return flow.elementsOf(first, undefined);
  }
  const [library = '', member] = path.split('.');
  const isPure = member !== undefined && library !== 'redis' && libraryOf(library)?.has(member);
  const isMade = isPure || path === 'tonumber' || path === 'redis.sha1hex';
  return [isMade ? { kind: 'made', by: path, from: args } : UNKNOWN];
}
