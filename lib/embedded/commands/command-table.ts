import type { Bytes } from '../bytes.js';
import { cString } from './c-string.js';
import { Command } from './command.js';
import { CommandError } from './command-error.js';
import type { CommandSpec } from './command-spec.js';

const MAX_QUOTED = 128;

/** All commands by name. */
export class CommandTable {
  readonly #commands = new Map<string, Command>();
  /** As clients write them, and as scripts do: neither way shall cost a conversion. */
  readonly #bySpelling = new Map<string, Command>();

  constructor(families: readonly (readonly CommandSpec[])[]) {
    for (const spec of families.flat()) {
      const command = new Command(spec);
      this.#commands.set(spec.name, command);
      this.#bySpelling.set(spec.name, command).set(spec.name.toUpperCase(), command);
    }
  }

  get size(): number {
    return this.#commands.size;
  }

  list(): IterableIterator<Command> {
    return this.#commands.values();
  }

  /**
   * Commands with their subcommands.
   *
   * @yields each container before what it contains
   */
  *all(): Generator<Command> {
    for (const command of this.#commands.values()) {
      yield command;
      if (command.subcommands) yield* command.subcommands.values();
    }
  }

  /** A top-level command by its name in any case. */
  get(name: Bytes): Command | undefined {
    return this.#bySpelling.get(name) ?? this.#commands.get(name.toLowerCase());
  }

  /** `get`, `config|get`, in any case: a name that has no subcommands is none with one. */
  named(fullName: Bytes): Command | undefined {
    const [name = '', subcommand, ...rest] = fullName.toLowerCase().split('|');
    const command = this.#commands.get(name);
    if (subcommand === undefined) return command;
    return rest.length === 0 ? command?.subcommands?.get(subcommand) : undefined;
  }

  /** The command or subcommand that a request means; undefined if there is none. */
  find(args: readonly Bytes[]): Command | undefined {
    const command = this.get(args[0] ?? '');
    if (!command?.subcommands || args.length < 2) return command;
    const name = args[1] ?? '';
    return command.subcommands.get(name) ?? command.subcommands.get(name.toLowerCase());
  }

  /**
   * The same, for a command that must exist and accept that many arguments.
   *
   * @throws CommandError as Redis words it
   */
  resolve(args: readonly Bytes[]): Command {
    const command = this.find(args);
    if (!command) throw this.#unknown(args);
    if (!command.accepts(args.length) || !command.handler) {
      throw CommandError.wrongArity(command.fullName);
    }
    return command;
  }

  #unknown(args: readonly Bytes[]): CommandError {
    const container = this.get(args[0] ?? '');
    if (container) {
      const subcommand = cString(args[1] ?? '', MAX_QUOTED);
      return new CommandError(
        `ERR unknown subcommand '${subcommand}'. Try ${container.fullName.toUpperCase()} HELP.`,
      );
    }
    let quoted = '';
    for (let at = 1; at < args.length && quoted.length < MAX_QUOTED; at++) {
      quoted += `'${cString(args[at] ?? '', MAX_QUOTED - quoted.length)}' `;
    }
    const name = cString(args[0] ?? '', MAX_QUOTED);
    return new CommandError(`ERR unknown command '${name}', with args beginning with: ${quoted}`);
  }
}
