import type { Bytes } from '../bytes.js';
import { rangeArgument } from './arguments.js';
import type { KeyPositions } from './command-spec.js';

const LEADING_INTEGER = /^\s*[+-]?\d+/;

/** How many keys follow, at least one. */
export function numberOfKeysArgument(text: Bytes | undefined): number {
  return rangeArgument(text, 1, Number.MAX_VALUE, 'ERR numkeys should be greater than 0');
}

/**
 * The keys after their number, which stands at a place among the arguments; a destination may stand
 * first. None at all where there are fewer than the number tells.
 */
export function countedKeys(place: number, destination?: 'destination'): KeyPositions {
  const own = destination ? [1] : [];
  return {
    first: own.length,
    last: own.length,
    step: own.length,
    find: args => {
      const count = leadingInteger(args[place]);
      if (count < 1 || count > args.length - place - 1) return [];
      return [...own, ...Array.from({ length: count }, (_, at) => place + 1 + at)];
    },
  };
}

/** As C's `atoi` reads it: whatever follows, and in 32 bits. */
function leadingInteger(text: Bytes | undefined): number {
  const digits =
    LEADING_INTEGER.exec(text ?? '')?.[0]
      .trim()
      .replace('+', '') ?? '0';
  const value = BigInt(digits);
  return value === BigInt.asIntN(64, value) ? Number(BigInt.asIntN(32, value)) : 0;
}
