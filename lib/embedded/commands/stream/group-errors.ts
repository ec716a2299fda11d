import type { Bytes } from '../../bytes.js';
import { cString } from '../c-string.js';
import { CommandError } from '../command-error.js';

/** Where either may be missing. */
export function noSuchKeyOrGroup(key: Bytes, group: Bytes): CommandError {
  return new CommandError(
    `NOGROUP No such key '${cString(key)}' or consumer group '${cString(group)}'`,
  );
}

/** The stream is there. */
export function noSuchGroup(key: Bytes, group: Bytes): CommandError {
  return new CommandError(
    `NOGROUP No such consumer group '${cString(group)}' for key name '${cString(key)}'`,
  );
}
