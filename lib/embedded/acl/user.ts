import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/command.js';
import type { Denial } from './denial.js';
import type { UserRights } from './user-rights.js';

/** Whom sessions are authenticated as. */
export class User {
  readonly name: Bytes;
  #rights: UserRights;
  #isUnrestricted: boolean;

  constructor(name: Bytes, rights: UserRights) {
    this.name = name;
    this.#rights = rights;
    this.#isUnrestricted = isUnrestricted(rights);
  }

  get rights(): UserRights {
    return this.#rights;
  }

  /** For his sessions too, at once. */
  set rights(rights: UserRights) {
    this.#rights = rights;
    this.#isUnrestricted = isUnrestricted(rights);
  }

  /** He may do everything: nothing needs to be checked. */
  get isUnrestricted(): boolean {
    return this.#isUnrestricted;
  }

  /** Whether a request is refused, and for what. */
  check(command: Command, args: readonly Bytes[]): Denial | undefined {
    return this.#isUnrestricted ? undefined : this.#rights.check(command, args);
  }

  /** The request may read keys besides those that it names: SORT with BY and GET does. */
  mayReadAllKeys(command: Command, args: readonly Bytes[]): boolean {
    if (this.#isUnrestricted) return true;
    return this.#rights.selectors.some(
      selector => selector.readsAllKeys && !selector.check(command, args),
    );
  }
}

function isUnrestricted({ selectors }: UserRights): boolean {
  return selectors.some(selector => selector.isUnrestricted);
}
