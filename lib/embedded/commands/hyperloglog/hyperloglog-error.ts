import { CommandError } from '../command-error.js';

/** The runs of a sparse HyperLogLog do not add up. */
export function corrupted(): CommandError {
  return new CommandError('INVALIDOBJ Corrupted HLL object detected');
}

/** A string that is no HyperLogLog. */
export function notAHyperLogLog(): CommandError {
  return new CommandError('WRONGTYPE Key is not a valid HyperLogLog string value.');
}
