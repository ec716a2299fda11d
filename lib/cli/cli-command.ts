/** Where a command writes. */
export interface CliOutput {
  /** What was asked for. */
  out(text: string): void;
  /** What went wrong. */
  err(text: string): void;
}

/** A subcommand of `nest-hybrid-cache`. */
export interface CliCommand {
  readonly name: string;
  /** What it does, in a few words. */
  readonly summary: string;
  /** All about its arguments and options. */
  readonly help: string;
  /**
   * @returns the exit code
   * @throws CliUsageError when the arguments make no sense
   */
  readonly run: (args: readonly string[], output: CliOutput) => Promise<number>;
}
