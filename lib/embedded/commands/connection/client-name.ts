import type { Bytes } from '../../bytes.js';
import type { Session } from '../../session/session.js';
import { CommandError } from '../command-error.js';

const PRINTABLE = /^[!-~]*$/;

/** An empty name takes the name away. CLIENT LIST is split by spaces, so a name has none. */
export function setClientName(session: Session, name: Bytes): void {
  session.name = printable(name, 'Client names');
}

/** @throws CommandError for spaces, line breaks and all that is not ASCII */
export function printable(text: Bytes, what: string): Bytes {
  if (PRINTABLE.test(text)) return text;
  throw new CommandError(`ERR ${what} cannot contain spaces, newlines or special characters.`);
}
