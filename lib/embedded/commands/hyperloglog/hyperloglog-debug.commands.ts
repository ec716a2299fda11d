import type { Bytes } from '../../bytes.js';
import { OK, type Reply, StatusReply } from '../../reply/reply.js';
import { keyword } from '../arguments.js';
import { cString } from '../c-string.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandSpec } from '../command-spec.js';
import type { HyperLogLog } from './hyperloglog.js';
import { writeHyperLogLog } from './hyperloglog-access.js';
import { findFault } from './hyperloglog-self-test.js';
import { sparseRuns } from './sparse-opcodes.js';

export const HYPERLOGLOG_DEBUG_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'pfdebug',
    arity: 3,
    flags: ['write', 'denyoom', 'admin'],
    keys: { first: 2, last: 2, step: 1 },
    group: 'hyperloglog',
    since: '2.8.9',
    summary: 'Internal commands for debugging HyperLogLog values',
    syntax: 'subcommand key',
    handler: pfdebug,
  },
  {
    name: 'pfselftest',
    arity: 1,
    flags: ['admin'],
    group: 'hyperloglog',
    since: '2.8.9',
    summary: 'An internal command for testing HyperLogLog values',
    handler: pfselftest,
  },
];

function pfdebug(context: CommandContext, [, subcommand = '', key = '']: readonly Bytes[]): Reply {
  const hyperLogLog = writeHyperLogLog(context, key);
  if (!hyperLogLog) throw new CommandError('ERR The specified key does not exist');
  switch (keyword(subcommand)) {
    case 'getreg':
      makeDense(context, key, hyperLogLog);
      return [...hyperLogLog.registers];
    case 'decode':
      return decode(hyperLogLog);
    case 'encoding':
      return new StatusReply(hyperLogLog.isDense ? 'dense' : 'sparse');
    case 'todense':
      return makeDense(context, key, hyperLogLog) ? 1 : 0;
    default:
      throw new CommandError(`ERR Unknown PFDEBUG subcommand '${cString(subcommand)}'`);
  }
}

/** Redis tells nobody of this change. */
function makeDense(context: CommandContext, key: Bytes, hyperLogLog: HyperLogLog): boolean {
  if (!hyperLogLog.makeDense(context.undo)) return false;
  context.server.events.dirty++;
  context.database.recount(key);
  return true;
}

/** The runs of a sparse one: short ones of zeros as `z`, long ones as `Z`. */
function decode(hyperLogLog: HyperLogLog): Reply {
  if (hyperLogLog.isDense) throw new CommandError('ERR HLL encoding is not sparse');
  const texts = Array.from(sparseRuns(hyperLogLog.value.view), ({ value, length, byteSize }) => {
    if (value > 0) return `v:${value},${length}`;
    return `${byteSize === 1 ? 'z' : 'Z'}:${length}`;
  });
  return texts.join(' ');
}

function pfselftest(context: CommandContext): Reply {
  const fault = findFault(context.server.config.encoding.hllSparseMaxBytes);
  if (fault !== undefined) throw new CommandError(`ERR TESTFAILED ${fault}`);
  return OK;
}
