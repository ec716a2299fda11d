import { types } from 'node:util';
import type { CommandArgument } from '../../redis/index.js';
import { type ScriptValue, show, toCommandArgument } from './script-value.js';

/** One argument of a script: how a value becomes what is sent. */
export interface ArgType<Value> {
  /** What is accepted, for messages: `an integer`. */
  readonly expected: string;
  /** Whether it takes several places of ARGV: at most one argument of a script may. */
  readonly variadic: boolean;
  /** What is sent. Throws a TypeError whose message says what was wrong. */
  encode(value: Value): CommandArgument[];
}

function single<Value>(
  expected: string,
  encode: (value: unknown) => CommandArgument | undefined,
): ArgType<Value> {
  return {
    expected,
    variadic: false,
    encode(value) {
      const encoded = encode(value);
      if (encoded === undefined) throw new TypeError(`${show(value)} is not ${expected}`);
      return [encoded];
    },
  };
}

const safeInteger = (value: unknown): string | undefined =>
  typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value))
    ? value.toString()
    : undefined;

const positiveInteger = (value: unknown): string | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0
    ? value.toString()
    : undefined;

/**
 * Types of a script's arguments, for {@link defineScript}. They are checked before a call.
 *
 * @publicApi
 */
export const arg = {
  /** Any text. */
  string: (): ArgType<string> =>
    single('a string', value => (typeof value === 'string' ? value : undefined)),

  /** A whole number that a double holds exactly, or a bigint. */
  integer: (): ArgType<number | bigint> => single('an integer', safeInteger),

  /** A finite number. */
  number: (): ArgType<number> =>
    single('a finite number', value =>
      typeof value === 'number' ? toCommandArgument(value) : undefined,
    ),

  /** Sent as `1` or `0`. */
  boolean: (): ArgType<boolean> =>
    single('true or false', value =>
      typeof value === 'boolean' ? toCommandArgument(value) : undefined,
    ),

  /** Sent byte for byte. */
  bytes: (): ArgType<Uint8Array> =>
    single('a Uint8Array or Buffer', value =>
      types.isUint8Array(value) ? toCommandArgument(value) : undefined,
    ),

  /** Sent as JSON text, for `cjson.decode`. */
  json: <Value = unknown>(): ArgType<Value> =>
    single('a value that JSON can carry', value => JSON.stringify(value)),

  /** A length of time in whole seconds, greater than 0. */
  seconds: (): ArgType<number> => single('a whole number of seconds above 0', positiveInteger),

  /** A length of time in whole milliseconds, greater than 0. */
  milliseconds: (): ArgType<number> =>
    single('a whole number of milliseconds above 0', positiveInteger),

  /** A string, number, bigint, boolean or bytes, as {@link ScriptValue} says. */
  any: (): ArgType<ScriptValue> =>
    single('a string, finite number, bigint, boolean or Uint8Array', toCommandArgument),

  /** Any number of values of one type. At most one argument of a script may be a list. */
  list: <Value>(item: ArgType<Value>): ArgType<readonly Value[]> => ({
    expected: `an array, each ${item.expected}`,
    variadic: true,
    encode(values) {
      if (!Array.isArray(values)) throw new TypeError(`${show(values)} is not an array`);
      return values.flatMap((value: Value) => item.encode(value));
    },
  }),
};
