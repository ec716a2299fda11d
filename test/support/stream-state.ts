import type { SpecialStep } from './differential.ts';

/** Asks for all there is to see of a stream; the times in it are compared roughly. */
export function streamState(key: string): SpecialStep & { readonly send: readonly string[] } {
  return { send: ['XINFO', 'STREAM', key, 'FULL', 'COUNT', '0'], as: 'times' };
}
