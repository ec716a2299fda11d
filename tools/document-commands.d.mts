/** What the page says of a command; the specs of the engine's table are of this shape. */
export interface DocumentedCommand {
  readonly name: string;
  readonly group: string;
  readonly since: string;
  readonly summary: string;
  readonly syntax?: string | undefined;
  readonly flags: readonly string[];
  readonly subcommands?: readonly DocumentedCommand[] | undefined;
  /** Left out where only subcommands exist. */
  readonly handler?: unknown;
}

/** The text of docs/embedded-commands.md. */
export function documentCommands(commands: readonly DocumentedCommand[]): string;
