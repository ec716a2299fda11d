import type { Call, Expression, FunctionDeclaration, TableConstructor } from './syntax-tree.js';

/** What is known of a value before the script runs. */
export type Value =
  /** A global, or a member of one, by its path: `redis.call`, `KEYS`. */
  | { readonly kind: 'global'; readonly path: string }
  /** A member of KEYS or ARGV; the index is known when it is a number in the text. */
  | {
      readonly kind: 'element';
      readonly of: 'KEYS' | 'ARGV';
      readonly index: number | undefined;
    }
  /** What a command answered, or a part of that. */
  | { readonly kind: 'reply'; readonly call: Call; readonly isPart: boolean }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'table'; readonly node: TableConstructor }
  | { readonly kind: 'function'; readonly node: FunctionDeclaration }
  /** The result of an operator or of a function of Lua: `..`, `string.format`. */
  | { readonly kind: 'made'; readonly by: string; readonly from: readonly Expression[] }
  /** The number that a loop counts. */
  | { readonly kind: 'counter' }
  | { readonly kind: 'unknown' };

export const NIL: Value = { kind: 'literal', value: null };
export const UNKNOWN: Value = { kind: 'unknown' };

export function isNil(value: Value): boolean {
  return value.kind === 'literal' && value.value === null;
}

/** Members of libraries that give text. */
const TEXT_MAKERS = new Set([
  '..',
  'cjson.encode',
  'cmsgpack.pack',
  'redis.sha1hex',
  'string.format',
  'string.gsub',
  'string.lower',
  'string.rep',
  'string.reverse',
  'string.sub',
  'string.upper',
  'struct.pack',
  'table.concat',
]);

/** Whether a value is certainly a string. */
export function isText(value: Value): boolean {
  if (value.kind === 'element') return true;
  if (value.kind === 'literal') return typeof value.value === 'string';
  return value.kind === 'made' && TEXT_MAKERS.has(value.by);
}

/** More values are not told apart: scripts that programs write have thousands. */
const MOST_VALUES = 50;

/** Values without those that say the same again. */
export function unique(values: readonly Value[]): readonly Value[] {
  if (values.length < 2) return values;
  const distinct = [...new Map(values.map(value => [identityOf(value), value])).values()];
  return distinct.length > MOST_VALUES ? [...distinct.slice(0, MOST_VALUES), UNKNOWN] : distinct;
}

function identityOf(value: Value): unknown {
  switch (value.kind) {
    case 'table':
    case 'function':
      return value.node;
    case 'reply':
      // Both belong to that call alone.
      return value.isPart ? value.call.loc : value.call;
    case 'made':
      return value.from;
    case 'global':
      return value.path;
    case 'element':
      return `${value.of}[${value.index}]`;
    case 'literal':
      return `${typeof value.value} ${value.value}`;
    default:
      return value.kind;
  }
}
