import type { CliCommand, CliOutput } from './cli-command.js';
import { CliUsageError } from './cli-usage.error.js';
import { lintCommand } from './lint/lint.command.js';

const COMMANDS: readonly CliCommand[] = [lintCommand];

const HELP = `Usage: nest-hybrid-cache <command> [options]

Commands:
${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(8)}${summary}`).join('\n')}

nest-hybrid-cache <command> --help tells more.
`;

/** Exit code for arguments that make no sense. */
const BAD_USAGE = 2;

/**
 * Runs `nest-hybrid-cache`.
 *
 * @param args what stands after its name
 * @returns the exit code: 2 when the arguments make no sense, else what the command says
 */
export async function runCli(args: readonly string[], output: CliOutput): Promise<number> {
  const [name, ...others] = args;
  if (name !== undefined && isHelp(name)) {
    output.out(HELP);
    return 0;
  }
  const command = COMMANDS.find(each => each.name === name);
  if (command === undefined) {
    output.err(name === undefined ? HELP : `There is no command ${name}.\n\n${HELP}`);
    return BAD_USAGE;
  }
  if (others.some(isHelp)) {
    output.out(command.help);
    return 0;
  }
  try {
    return await command.run(others, output);
  } catch (error) {
    if (!(error instanceof CliUsageError)) throw error;
    output.err(`${error.message}\nnest-hybrid-cache ${command.name} --help tells more.\n`);
    return BAD_USAGE;
  }
}

function isHelp(arg: string): boolean {
  return arg === '--help' || arg === '-h';
}
