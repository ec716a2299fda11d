import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/command.js';
import type { CommandCatalog } from './command-catalog.js';
import { RuleError } from './rule-error.js';

/** The commands that may be run, some of them only with a certain first argument. */
export class CommandPermissions {
  readonly #catalog: CommandCatalog;
  readonly #allowed = new Set<Command>();
  readonly #firstArguments = new Map<Command, Bytes[]>();
  #startsFromAll = false;
  #isUnrestricted = false;

  constructor(catalog: CommandCatalog) {
    this.#catalog = catalog;
  }

  /** It began with all of them: what is to come would be allowed, too. */
  get startsFromAll(): boolean {
    return this.#startsFromAll;
  }

  /** All of them, without a look. */
  get isUnrestricted(): boolean {
    return this.#isUnrestricted;
  }

  copy(): CommandPermissions {
    const copy = new CommandPermissions(this.#catalog);
    for (const command of this.#allowed) copy.#allowed.add(command);
    for (const [command, words] of this.#firstArguments) {
      copy.#firstArguments.set(command, [...words]);
    }
    copy.#startsFromAll = this.#startsFromAll;
    copy.#isUnrestricted = this.#isUnrestricted;
    return copy;
  }

  /** With any arguments. */
  has(command: Command): boolean {
    return this.#allowed.has(command);
  }

  allows(command: Command, args: readonly Bytes[]): boolean {
    if (this.#isUnrestricted || this.#allowed.has(command)) return true;
    const first = args[1]?.toLowerCase();
    return this.firstArguments(command).some(word => word.toLowerCase() === first);
  }

  firstArguments(command: Command): readonly Bytes[] {
    return this.#firstArguments.get(command) ?? [];
  }

  setAll(isAllowed: boolean): void {
    this.#allowed.clear();
    if (isAllowed) for (const command of this.#catalog.commands) this.#allowed.add(command);
    this.#firstArguments.clear();
    this.#startsFromAll = isAllowed;
    this.#isUnrestricted = isAllowed;
  }

  /** With its subcommands. */
  set(command: Command, isAllowed: boolean): void {
    this.#firstArguments.delete(command);
    this.#setOne(command, isAllowed);
    for (const subcommand of command.subcommands?.values() ?? []) {
      this.#setOne(subcommand, isAllowed);
    }
  }

  /** @throws RuleError */
  setCategory(name: Bytes, isAllowed: boolean): void {
    const commands = this.#catalog.category(name);
    if (!commands) throw RuleError.unknownCommand();
    for (const command of commands) this.set(command, isAllowed);
  }

  /**
   * Applies `+name`, `-name` or `+name|word`, the sign not included.
   *
   * @throws RuleError
   */
  setNamed(name: Bytes, isAllowed: boolean): void {
    const command = this.#catalog.find(name);
    if (command) {
      this.set(command, isAllowed);
      return;
    }
    const bar = name.lastIndexOf('|');
    const container = bar < 0 || !isAllowed ? undefined : this.#catalog.find(name.slice(0, bar));
    if (!container) throw RuleError.unknownCommand();
    if (container.fullName.includes('|')) throw RuleError.subcommandArgument();
    this.#addFirstArgument(container, name.slice(bar + 1));
  }

  #addFirstArgument(command: Command, word: Bytes): void {
    if (word === '') throw RuleError.syntax();
    if (command.subcommands) throw RuleError.unknownCommand();
    const words = this.#firstArguments.get(command) ?? [];
    if (words.some(known => known.toLowerCase() === word.toLowerCase())) return;
    this.#firstArguments.set(command, [...words, word]);
  }

  #setOne(command: Command, isAllowed: boolean): void {
    if (isAllowed) this.#allowed.add(command);
    else {
      this.#allowed.delete(command);
      this.#isUnrestricted = false;
    }
  }
}
