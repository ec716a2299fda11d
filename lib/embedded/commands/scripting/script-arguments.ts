import type { Bytes } from '../../bytes.js';
import { integerArgument } from '../arguments.js';
import { CommandError } from '../command-error.js';

const NUMKEYS = 2;
const FIRST_KEY = NUMKEYS + 1;

/**
 * KEYS and ARGV of EVAL, EVALSHA and FCALL: `name numkeys [key …] [arg …]`.
 *
 * @throws CommandError
 */
export function scriptArguments(
  argv: readonly Bytes[],
  notAnInteger?: string,
): { readonly keys: readonly Bytes[]; readonly args: readonly Bytes[] } {
  const count = integerArgument(argv[NUMKEYS], notAnInteger);
  if (count > argv.length - FIRST_KEY) {
    throw new CommandError("ERR Number of keys can't be greater than number of args");
  }
  if (count < 0) throw new CommandError("ERR Number of keys can't be negative");
  const firstArgument = FIRST_KEY + count;
  return { keys: argv.slice(FIRST_KEY, firstArgument), args: argv.slice(firstArgument) };
}
