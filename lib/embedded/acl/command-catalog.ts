import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/command.js';
import { categoriesOf, COMMAND_CATEGORIES } from '../commands/command-categories.js';
import type { CommandTable } from '../commands/command-table.js';

/** The commands of an engine by what rules call them. */
export class CommandCatalog {
  /** Each container before its subcommands. */
  readonly commands: readonly Command[];
  readonly #table: CommandTable;
  readonly #byCategory = new Map<string, Command[]>();

  constructor(table: CommandTable) {
    this.#table = table;
    this.commands = [...table.all()];
    for (const category of COMMAND_CATEGORIES) this.#byCategory.set(category, []);
    for (const command of this.commands) {
      for (const category of categoriesOf(command)) this.#byCategory.get(category)?.push(command);
    }
  }

  /** The commands of a category, given without its `@`, in any case. */
  category(name: Bytes): readonly Command[] | undefined {
    return this.#byCategory.get(name.toLowerCase());
  }

  /** A command by its full name: `config|get`. */
  find(fullName: Bytes): Command | undefined {
    return this.#table.named(fullName);
  }
}
