import type { Bytes } from '../bytes.js';
import { cString } from './c-string.js';

/** Ends a command with an error reply; `text` begins with its code: `ERR syntax error`. */
export class CommandError extends Error {
  constructor(readonly text: Bytes) {
    super(text);
    this.name = 'CommandError';
  }

  static syntax(): CommandError {
    return new CommandError('ERR syntax error');
  }

  static notAnInteger(): CommandError {
    return new CommandError('ERR value is not an integer or out of range');
  }

  static notAFloat(): CommandError {
    return new CommandError('ERR value is not a valid float');
  }

  static outOfRange(): CommandError {
    return new CommandError('ERR value is out of range');
  }

  static noSuchKey(): CommandError {
    return new CommandError('ERR no such key');
  }

  static wrongType(): CommandError {
    return new CommandError('WRONGTYPE Operation against a key holding the wrong kind of value');
  }

  static wrongArity(command: string): CommandError {
    return new CommandError(`ERR wrong number of arguments for '${command}' command`);
  }

  static expireTime(command: string): CommandError {
    return new CommandError(`ERR invalid expire time in '${command}' command`);
  }

  /** A subcommand with options that it does not know. */
  static badSubcommand(command: string, subcommand: string): CommandError {
    return new CommandError(
      `ERR unknown subcommand or wrong number of arguments for '${cString(subcommand, 128)}'. Try ${command.toUpperCase()} HELP.`,
    );
  }
}
