import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { parseArgs } from 'node:util';
import { LINT_RULES, type LintFinding, lintScript } from '../../scripting/lint/index.js';
import type { CliCommand, CliOutput } from '../cli-command.js';
import { CliUsageError } from '../cli-usage.error.js';
import { findScripts } from './find-scripts.js';
import { summarize, toJson, toText } from './lint-summary.js';

const HELP = `Usage: nest-hybrid-cache lint [options] <paths…>

Looks for mistakes in Lua scripts for Redis, without running them. A path is a file, or a folder
whose .lua files are looked at, also in the folders in it.

Options:
  --format text|json   a line for each finding (the default), or one JSON document
  --max-warnings <n>   fail when there are more warnings than that
  -h, --help           this text

Exit code: 0 when there is no error, 1 when there is one (or there are too many warnings), 2 when
the arguments make no sense.

Rules:
${LINT_RULES.map(({ code, severity, summary }) => `  ${code.padEnd(20)}${severity.padEnd(9)}${summary}`).join('\n')}

A comment lets a finding be, on its line or on the line before:
  -- lint: allow undeclared-key the caller gave the names
`;

export const lintCommand: CliCommand = {
  name: 'lint',
  summary: 'looks for mistakes in Lua scripts',
  help: HELP,
  run: lint,
};

async function lint(args: readonly string[], output: CliOutput): Promise<number> {
  const options = readOptions(args);
  if (options.paths.length === 0) throw new CliUsageError('Say which files or folders.');
  const files = await findScripts(options.paths);
  const findings = await Promise.all(files.map(lintFile));
  const summary = summarize(files.length, findings.flat());
  output.out(options.format === 'json' ? toJson(summary) : toText(summary));
  return summary.errors > 0 || summary.warnings > options.maxWarnings ? 1 : 0;
}

async function lintFile(file: string): Promise<LintFinding[]> {
  const lua = await readFile(file, 'utf8');
  return lintScript({ name: basename(file, extname(file)), lua, file });
}

interface LintOptions {
  readonly paths: readonly string[];
  readonly format: 'text' | 'json';
  readonly maxWarnings: number;
}

function readOptions(args: readonly string[]): LintOptions {
  const { positionals: paths, values } = parse(args);
  const { format, 'max-warnings': most } = values;
  if (format !== 'text' && format !== 'json') {
    throw new CliUsageError(`--format is ${format}, but must be text or json.`);
  }
  if (most !== undefined && !/^\d+$/.test(most)) {
    throw new CliUsageError(`--max-warnings is ${most}, but must be a whole number from 0 on.`);
  }
  return { paths, format, maxWarnings: most === undefined ? Infinity : Number(most) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'text' },
        'max-warnings': { type: 'string' },
      },
    });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new CliUsageError(cause.message, { cause });
  }
}
