import type { Bytes } from '../../bytes.js';
import { CommandError } from '../command-error.js';

/** Where either may be missing. */
export function noSuchKeyOrGroup(key: Bytes, group: Bytes): CommandError {
  return new CommandError(`NOGROUP No such key '${key}' or consumer group '${group}'`);
}

/** The stream is there. */
export function noSuchGroup(key: Bytes, group: Bytes): CommandError {
  return new CommandError(`NOGROUP No such consumer group '${group}' for key name '${key}'`);
}
