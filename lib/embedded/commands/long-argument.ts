import type { Bytes } from '../bytes.js';
import { exactIntegerArgument } from './arguments.js';
import { CommandError } from './command-error.js';

const INT64_MAX = 2n ** 63n - 1n;

/**
 * An integer whose sign can be turned: all of 64 bits but the least one.
 *
 * @throws CommandError
 */
export function signedArgument(text: Bytes | undefined): number {
  const value = exactIntegerArgument(text);
  if (value < -INT64_MAX) {
    throw new CommandError(
      `ERR value is out of range, value must between ${-INT64_MAX} and ${INT64_MAX}`,
    );
  }
  return Number(value);
}
