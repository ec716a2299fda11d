import type { Bytes } from '../bytes.js';
import { parseInteger, rangeArgument } from './arguments.js';
import type { KeyPositions } from './command-spec.js';

/** How many keys follow, at least one. */
export function numberOfKeysArgument(text: Bytes | undefined): number {
  return rangeArgument(text, 1, Number.MAX_VALUE, 'ERR numkeys should be greater than 0');
}

/** The keys after their number, which stands at a place among the arguments. */
export function countedKeys(place: number): KeyPositions {
  return {
    first: 0,
    last: 0,
    step: 0,
    find: args => {
      const count = Number(parseInteger(args[place]) ?? 0);
      const end = Math.min(place + count, args.length - 1);
      const places: number[] = [];
      for (let at = place + 1; at <= end; at++) places.push(at);
      return places;
    },
  };
}
