import type { Bytes } from '../../bytes.js';
import type { KeyPositions } from '../command-spec.js';
import { parseInteger } from '../arguments.js';

/** Keys after an argument that tells how many; a destination may stand first. */
export function numberedKeys(countAt: number, destination?: 'destination'): KeyPositions {
  const own = destination ? [1] : [];
  return {
    first: own.length,
    last: own.length,
    step: own.length,
    find: (args: readonly Bytes[]) => {
      const count = Number(parseInteger(args[countAt]) ?? 0);
      if (count < 1 || count > args.length - countAt - 1) return [];
      return [...own, ...Array.from({ length: count }, (_, at) => countAt + 1 + at)];
    },
  };
}
