import type { Bytes } from '../../bytes.js';
import { StreamValue } from '../../keyspace/stream/stream-value.js';
import { NULL_ARRAY, type Reply } from '../../reply/reply.js';
import { integerArgument, keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { rangeEndArgument, rangeStartArgument } from './stream-id-argument.js';
import { entryReply } from './stream-reply.js';

type Args = readonly Bytes[];

export const STREAM_RANGE_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'xrange',
    arity: -4,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'stream',
    since: '5.0.0',
    summary: 'Return a range of elements in a stream, with IDs matching the specified IDs interval',
    syntax: 'key start end [COUNT count]',
    handler: (context, args) => range(context, args, false),
  },
  {
    name: 'xrevrange',
    arity: -4,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'stream',
    since: '5.0.0',
    summary:
      'Return a range of elements in a stream, with IDs matching the specified IDs interval, in reverse order (from greater to smaller IDs) compared to XRANGE',
    syntax: 'key end start [COUNT count]',
    handler: (context, args) => range(context, args, true),
  },
];

function range(context: CommandContext, args: Args, isReversed: boolean): Reply {
  const [, key = '', first, second] = args;
  const start = rangeStartArgument(isReversed ? second : first);
  const end = rangeEndArgument(isReversed ? first : second);
  const count = parseCount(args);
  const stream = context.read(key, StreamValue);
  if (!stream) return [];
  if (count === 0) return NULL_ARRAY;
  const entries = isReversed
    ? stream.rangeReversed(end, start, count)
    : stream.range(start, end, count);
  return entries.map(entryReply);
}

function parseCount(args: Args): number {
  let count = Infinity;
  for (let at = 4; at < args.length; at += 2) {
    const value = args[at + 1];
    if (keyword(args[at]) !== 'count' || value === undefined) throw CommandError.syntax();
    count = Math.max(integerArgument(value), 0);
  }
  return count;
}
