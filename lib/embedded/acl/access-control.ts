import type { Bytes } from '../bytes.js';
import type { CommandTable } from '../commands/command-table.js';
import { AclLog } from './acl-log.js';
import { CommandCatalog } from './command-catalog.js';
import { Selector } from './selector.js';
import { User } from './user.js';
import { UserRights } from './user-rights.js';

const DEFAULT_NAME = 'default';
const DEFAULT_RULES = ['+@all', '~*', '&*', 'on', 'nopass'];

/** The users of an engine. There is always the default one, whom sessions begin with. */
export class AccessControl {
  readonly catalog: CommandCatalog;
  readonly log = new AclLog();
  readonly defaultUser: User;
  readonly #allChannelsByDefault: () => boolean;
  readonly #users = new Map<Bytes, User>();

  /** @param allChannelsByDefault what `acl-pubsub-default` says */
  constructor(table: CommandTable, allChannelsByDefault: () => boolean) {
    this.catalog = new CommandCatalog(table);
    this.#allChannelsByDefault = allChannelsByDefault;
    const rights = this.newRights();
    for (const rule of DEFAULT_RULES) rights.apply(rule);
    this.defaultUser = new User(DEFAULT_NAME, rights);
    this.#users.set(DEFAULT_NAME, this.defaultUser);
  }

  /** A new session must log in before it may do anything. */
  get requiresLogin(): boolean {
    const { isEnabled, needsNoPassword } = this.defaultUser.rights;
    return !isEnabled || !needsNoPassword;
  }

  /** In the order of their names. */
  get users(): readonly User[] {
    return [...this.#users.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: Bytes): User | undefined {
    return this.#users.get(name);
  }

  /** The rights that a new user begins with: none. */
  newRights(): UserRights {
    return new UserRights(() => new Selector(this.catalog, this.#allChannelsByDefault()));
  }

  /** Makes a user, or gives him other rights. */
  set(name: Bytes, rights: UserRights): void {
    const user = this.#users.get(name);
    if (user) user.rights = rights;
    else this.#users.set(name, new User(name, rights));
  }

  /** Not the default one. */
  delete(name: Bytes): User | undefined {
    const user = this.#users.get(name);
    if (user) this.#users.delete(name);
    return user;
  }

  /** The user of this name, if he is enabled and the password is his. */
  authenticate(name: Bytes, password: Bytes): User | undefined {
    const user = this.#users.get(name);
    return user?.rights.acceptsPassword(password) === true ? user : undefined;
  }

  /** `requirepass`: the only password of the default user, or none at all. */
  requirePassword(password: Bytes): void {
    const rights = this.defaultUser.rights.copy();
    rights.apply('resetpass');
    rights.apply(password === '' ? 'nopass' : `>${password}`);
    this.defaultUser.rights = rights;
  }
}
