import type { CommandArgument } from '../redis/index.js';
import { type ArgType, type ScriptDefinition, type ScriptValue, show } from './definition/index.js';
import { ScriptArgumentError, ScriptReplyError } from './errors/index.js';

/** Keys of a call by name, in the order of KEYS. */
export function orderKeys(
  { name, keys }: ScriptDefinition,
  given: Readonly<Record<string, string | readonly string[]>>,
): string[] {
  const ordered: string[] = [];
  for (const spec of keys) {
    const keyName = typeof spec === 'string' ? spec : spec.list;
    const value = given[keyName];
    if (typeof spec === 'string' && typeof value === 'string') ordered.push(value);
    else if (typeof spec !== 'string' && Array.isArray(value)) ordered.push(...value);
    else throw wrong(name, `key ${keyName}`, `${show(value)} is not ${expectedKey(spec)}`);
  }
  for (const keyName in given) {
    if (!keys.some(spec => (typeof spec === 'string' ? spec : spec.list) === keyName)) {
      throw wrong(name, `key ${keyName}`, 'there is no such key');
    }
  }
  return ordered;
}

/** Arguments of a call by name, in the order of ARGV. */
export function orderArgs(
  { name, args }: ScriptDefinition,
  given: Readonly<Record<string, unknown>>,
): CommandArgument[] {
  for (const argName in given) {
    if (!Object.hasOwn(args, argName)) {
      throw wrong(name, `argument ${argName}`, 'there is no such argument');
    }
  }
  const ordered: CommandArgument[] = [];
  for (const [argName, type] of Object.entries(args)) {
    ordered.push(...encode(name, argName, type, given[argName]));
  }
  return ordered;
}

/** Keys of a call by position: as many as the definition says. */
export function checkKeyCount({ name, keys }: ScriptDefinition, given: readonly string[]): void {
  const variadic = keys.some(spec => typeof spec !== 'string');
  const fixed = variadic ? keys.length - 1 : keys.length;
  if (variadic ? given.length >= fixed : given.length === fixed) return;
  const list = keys.map(spec => (typeof spec === 'string' ? spec : `${spec.list}…`)).join(', ');
  throw wrong(
    name,
    'keys',
    `${given.length} given, but it takes ${count(fixed, variadic)} (${list})`,
  );
}

/** Arguments of a call by position, each checked by its type. */
export function positionalArgs(
  { name, args }: ScriptDefinition,
  values: readonly ScriptValue[],
): CommandArgument[] {
  const types = Object.entries(args);
  const list = types.findIndex(([, type]) => type.variadic);
  const fixed = list < 0 ? types.length : types.length - 1;
  if (list < 0 ? values.length !== fixed : values.length < fixed) {
    const names = types.map(([argName, type]) => (type.variadic ? `${argName}…` : argName));
    const takes = `${count(fixed, list >= 0)} (${names.join(', ')})`;
    throw wrong(name, 'arguments', `${values.length} given, but it takes ${takes}`);
  }
  const listed = values.length - fixed;
  return types.flatMap(([argName, type], index) => {
    if (list < 0 || index < list) return encode(name, argName, type, values[index]);
    if (index > list) return encode(name, argName, type, values[index + listed - 1]);
    return encode(name, argName, type, values.slice(list, list + listed));
  });
}

/** What a reply means by the definition. */
export function decodeReply<Result>(
  { name, returns }: ScriptDefinition<ScriptDefinition['keys'], ScriptDefinition['args'], Result>,
  reply: unknown,
): Result {
  try {
    return returns.decode(reply);
  } catch (cause) {
    throw new ScriptReplyError(name, returns.expected, reply, { cause });
  }
}

function encode(
  script: string,
  argName: string,
  type: ArgType<never>,
  value: unknown,
): CommandArgument[] {
  try {
    // The type itself checks what it is given.
    return (type as ArgType<unknown>).encode(value);
  } catch (cause) {
    const problem = cause instanceof TypeError ? cause.message : String(cause);
    throw wrong(script, `argument ${argName}`, problem, cause);
  }
}

function wrong(
  script: string,
  place: string,
  problem: string,
  cause?: unknown,
): ScriptArgumentError {
  return new ScriptArgumentError(`Script ${script}, ${place}: ${problem}.`, { script, cause });
}

function expectedKey(spec: ScriptDefinition['keys'][number]): string {
  return typeof spec === 'string' ? 'a string' : 'an array of strings';
}

function count(fixed: number, variadic: boolean): string {
  return variadic ? `at least ${fixed}` : String(fixed);
}
