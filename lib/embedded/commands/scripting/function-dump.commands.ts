import type { Bytes } from '../../bytes.js';
import { CorruptPayload } from '../../dump/corrupt-payload.js';
import { dumpLibraries, restoreLibraries } from '../../dump/libraries-payload.js';
import { isIntact } from '../../dump/sealed-payload.js';
import { OK, type Reply } from '../../reply/reply.js';
import { keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandSpec } from '../command-spec.js';

/** FUNCTION DUMP and FUNCTION RESTORE. */
export const FUNCTION_DUMP_SUBCOMMANDS: readonly CommandSpec[] = [
  {
    name: 'dump',
    arity: 2,
    flags: ['noscript'],
    group: 'scripting',
    since: '7.0.0',
    summary: 'Dump all functions into a serialized binary payload',
    handler: ({ server }) =>
      dumpLibraries(server.scripting.libraries.libraries.map(({ source }) => source)),
  },
  {
    name: 'restore',
    arity: -3,
    flags: ['write', 'denyoom', 'noscript'],
    group: 'scripting',
    since: '7.0.0',
    summary: 'Restore all the functions on the given payload',
    syntax: 'serialized-value [FLUSH | APPEND | REPLACE]',
    handler: restore,
  },
];

function restore({ server }: CommandContext, args: readonly Bytes[]): Reply {
  const [, subcommand = '', payload = '', policy = 'append', ...rest] = args;
  if (rest.length > 0) throw CommandError.badSubcommand('function', subcommand);
  const name = keyword(policy);
  if (name !== 'append' && name !== 'replace' && name !== 'flush') {
    throw new CommandError(
      'ERR Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.',
    );
  }
  if (!isIntact(payload)) throw new CommandError('ERR DUMP payload version or checksum are wrong');
  server.scripting.libraries.restore(sourcesOf(payload), name);
  server.events.dirty++;
  return OK;
}

function sourcesOf(payload: Bytes): readonly Bytes[] {
  try {
    return restoreLibraries(payload);
  } catch (error) {
    if (!(error instanceof CorruptPayload)) throw error;
    throw new CommandError(`ERR ${error.message}`);
  }
}
