import type { Bytes } from '../../bytes.js';
import { StringValue } from '../../keyspace/string-value.js';
import type { Value } from '../../keyspace/value.js';
import { MapReply, type Reply } from '../../reply/reply.js';
import { integerArgument, keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandSpec } from '../command-spec.js';
import { longestCommonSubsequence } from './longest-common-subsequence.js';

const BYTES_PER_CELL = 4;

export const LCS_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'lcs',
    arity: -3,
    flags: ['readonly'],
    keys: { first: 1, last: 2, step: 1 },
    group: 'string',
    since: '7.0.0',
    summary: 'Find longest common substring',
    syntax: 'key1 key2 [LEN] [IDX] [MINMATCHLEN len] [WITHMATCHLEN]',
    handler: lcs,
  },
];

interface LcsOptions {
  len: boolean;
  idx: boolean;
  withMatchLength: boolean;
  minMatchLength: number;
}

function lcs(context: CommandContext, args: readonly Bytes[]): Reply {
  // Both are looked up before either is looked at.
  const [a = '', b = ''] = args
    .slice(1, 3)
    .map(key => context.database.read(key))
    .map(textOf);
  const options = parseOptions(args);
  const memory = (a.length + 1) * (b.length + 1) * BYTES_PER_CELL;
  if (memory > context.server.config.protoMaxBulkLength) {
    throw new CommandError(
      'ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len',
    );
  }
  const found = longestCommonSubsequence(a, b);
  if (options.len) return found.length;
  if (!options.idx) return found.text;
  const matches = found.ranges
    .filter(({ length }) => length >= options.minMatchLength)
    .map(range =>
      options.withMatchLength ? [range.a, range.b, range.length] : [range.a, range.b],
    );
  return new MapReply(['matches', matches, 'len', found.length]);
}

function textOf(value: Value | undefined): Bytes {
  if (!value) return '';
  if (value instanceof StringValue) return value.bytes;
  throw new CommandError('ERR The specified keys must contain string values');
}

function parseOptions(args: readonly Bytes[]): LcsOptions {
  const options = { len: false, idx: false, withMatchLength: false, minMatchLength: 0 };
  for (let at = 3; at < args.length; at++) {
    const option = keyword(args[at]);
    if (option === 'idx') options.idx = true;
    else if (option === 'len') options.len = true;
    else if (option === 'withmatchlen') options.withMatchLength = true;
    else if (option === 'minmatchlen' && at + 1 < args.length) {
      options.minMatchLength = Math.max(integerArgument(args[++at]), 0);
    } else throw CommandError.syntax();
  }
  if (options.len && options.idx) {
    throw new CommandError('ERR If you want both the length and indexes, please just use IDX.');
  }
  return options;
}
