import { argumentsOf, type Call, type Expression } from './syntax-tree.js';
import type { Value } from './value.js';

/** Valkey has `server` for `redis`. */
const REDIS_CALLS: ReadonlySet<string> = new Set([
  'redis.call',
  'redis.pcall',
  'server.call',
  'server.pcall',
]);

/** A call with what it really calls: `pcall(f, a)` calls f with a. */
export interface Invocation {
  readonly callees: readonly Value[];
  readonly args: readonly Expression[];
  /** How many values `pcall` puts before those of f. */
  readonly shift: number;
}

/** What is asked about the expressions of a call. */
interface Values {
  valuesOf(expression: Expression): readonly Value[];
  isGlobal(expression: Expression, path: string): boolean;
}

/** What a call really calls, and with what. */
export function invocationOf(values: Values, call: Call): Invocation {
  const args = argumentsOf(call);
  const [first, ...others] = args;
  if (first !== undefined && values.isGlobal(call.base, 'pcall')) {
    return { callees: values.valuesOf(first), args: others, shift: 1 };
  }
  return { callees: values.valuesOf(call.base), args, shift: 0 };
}

/** Whether a value is the function that calls a command. */
export function isRedis(value: Value): boolean {
  return value.kind === 'global' && REDIS_CALLS.has(value.path);
}
