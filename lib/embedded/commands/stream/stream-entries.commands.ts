import type { Bytes } from '../../bytes.js';
import type { Integer64 } from '../../keyspace/stream/integer64.js';
import { narrow } from '../../keyspace/stream/integer64.js';
import type { StreamId } from '../../keyspace/stream/stream-id.js';
import { StreamValue } from '../../keyspace/stream/stream-value.js';
import { OK, type Reply } from '../../reply/reply.js';
import { exactIntegerArgument, keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { streamIdArgument } from './stream-id-argument.js';
import { unwatchedChange } from './unwatched-change.js';

type Args = readonly Bytes[];

export const STREAM_ENTRY_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'xlen',
    arity: 2,
    flags: ['readonly', 'fast'],
    keys: FIRST_KEY,
    group: 'stream',
    since: '5.0.0',
    summary: 'Return the number of entries in a stream',
    syntax: 'key',
    handler: (context, [, key = '']) => context.read(key, StreamValue)?.length ?? 0,
  },
  {
    name: 'xdel',
    arity: -3,
    flags: ['write', 'fast'],
    keys: FIRST_KEY,
    group: 'stream',
    since: '5.0.0',
    summary: 'Removes the specified entries from the stream',
    syntax: 'key id [id ...]',
    handler: xdel,
  },
  {
    name: 'xsetid',
    arity: -3,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'stream',
    since: '5.0.0',
    summary: 'An internal command for replicating stream values',
    syntax: 'key last-id [ENTRIESADDED entries-added] [MAXDELETEDID max-deleted-id]',
    handler: xsetid,
  },
];

function xdel(context: CommandContext, args: Args): Reply {
  const key = args[1] ?? '';
  const stream = context.write(key, StreamValue);
  if (!stream) return 0;
  const ids = args.slice(2).map(text => streamIdArgument(text));
  const deleted = ids.filter(id => stream.delete(id, context.undo)).length;
  if (deleted > 0) context.modified(key, 'stream', 'xdel');
  return deleted;
}

function xsetid(context: CommandContext, args: Args): Reply {
  const lastId = streamIdArgument(args[2]);
  const { entriesAdded, maxDeletedId } = parseHistory(args, lastId);
  const key = args[1] ?? '';
  const stream = context.write(key, StreamValue);
  if (!stream) throw CommandError.noSuchKey();
  const { history, lastEntryId } = stream;
  if (lastEntryId && lastId.compare(lastEntryId) < 0) {
    throw new CommandError(
      'ERR The ID specified in XSETID is smaller than the target stream top item',
    );
  }
  if (entriesAdded !== undefined && stream.length > entriesAdded) {
    throw new CommandError(
      'ERR The entries_added specified in XSETID is smaller than the target stream length',
    );
  }
  stream.setHistory(
    {
      lastId,
      entriesAdded: entriesAdded ?? history.entriesAdded,
      maxDeletedId: maxDeletedId?.isZero === false ? maxDeletedId : history.maxDeletedId,
    },
    context.undo,
  );
  unwatchedChange(context, key, 'xsetid');
  return OK;
}

function parseHistory(
  args: Args,
  lastId: StreamId,
): { readonly entriesAdded?: Integer64; readonly maxDeletedId?: StreamId } {
  let entriesAdded: Integer64 | undefined;
  let maxDeletedId: StreamId | undefined;
  for (let at = 3; at < args.length; at += 2) {
    const value = args[at + 1];
    const option = value === undefined ? '' : keyword(args[at]);
    if (option === 'entriesadded') {
      entriesAdded = narrow(exactIntegerArgument(value));
      if (entriesAdded < 0) throw new CommandError('ERR entries_added must be positive');
    } else if (option === 'maxdeletedid') {
      maxDeletedId = streamIdArgument(value);
      if (lastId.compare(maxDeletedId) < 0) {
        throw new CommandError(
          'ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id',
        );
      }
    } else throw CommandError.syntax();
  }
  return {
    ...(entriesAdded !== undefined && { entriesAdded }),
    ...(maxDeletedId && { maxDeletedId }),
  };
}
