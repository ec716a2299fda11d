import type { Bytes } from '../../bytes.js';
import type { ConsumerGroup } from '../../keyspace/stream/consumer-group.js';
import { type Integer64, narrow } from '../../keyspace/stream/integer64.js';
import { StreamId } from '../../keyspace/stream/stream-id.js';
import { StreamValue } from '../../keyspace/stream/stream-value.js';
import { OK, type Reply } from '../../reply/reply.js';
import { exactIntegerArgument, keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandSpec } from '../command-spec.js';
import { helpSpec } from '../help.js';
import { createConsumer } from './delivery.js';
import { noSuchGroup } from './group-errors.js';
import { boundaryArgument, streamIdArgument } from './stream-id-argument.js';
import { unwatchedChange } from './unwatched-change.js';

type Args = readonly Bytes[];

const SECOND_KEY = { first: 2, last: 2, step: 1 };
const MAX_CREATE_ARGUMENTS = 8;

const SUBCOMMANDS: readonly CommandSpec[] = [
  {
    name: 'create',
    arity: -5,
    flags: ['write', 'denyoom'],
    keys: SECOND_KEY,
    group: 'stream',
    since: '5.0.0',
    summary: 'Create a consumer group.',
    syntax: 'key group <id | $> [MKSTREAM] [ENTRIESREAD entries-read]',
    handler: create,
  },
  {
    name: 'createconsumer',
    arity: 5,
    flags: ['write', 'denyoom'],
    keys: SECOND_KEY,
    group: 'stream',
    since: '6.2.0',
    summary: 'Create a consumer in a consumer group.',
    syntax: 'key group consumer',
    handler: addConsumer,
  },
  {
    name: 'delconsumer',
    arity: 5,
    flags: ['write'],
    keys: SECOND_KEY,
    group: 'stream',
    since: '5.0.0',
    summary: 'Delete a consumer from a consumer group.',
    syntax: 'key group consumer',
    handler: removeConsumer,
  },
  {
    name: 'destroy',
    arity: 4,
    flags: ['write'],
    keys: SECOND_KEY,
    group: 'stream',
    since: '5.0.0',
    summary: 'Destroy a consumer group.',
    syntax: 'key group',
    handler: destroy,
  },
  {
    name: 'setid',
    arity: -5,
    flags: ['write'],
    keys: SECOND_KEY,
    group: 'stream',
    since: '5.0.0',
    summary: 'Set a consumer group to an arbitrary last delivered ID value.',
    syntax: 'key group <id | $> [ENTRIESREAD entries-read]',
    handler: setId,
  },
];

export const STREAM_GROUP_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'xgroup',
    arity: -2,
    flags: [],
    categories: [],
    group: 'stream',
    since: '5.0.0',
    summary: 'A container for consumer groups commands',
    subcommands: [...SUBCOMMANDS, helpSpec('xgroup', 'stream', '5.0.0', SUBCOMMANDS)],
  },
];

interface GroupOptions {
  readonly isMkStream: boolean;
  readonly entriesRead: Integer64 | undefined;
}

function create(context: CommandContext, args: Args): Reply {
  const { isMkStream, entriesRead } = parseOptions(args, true);
  const [, , key = '', name = '', idText = ''] = args;
  const found = context.write(key, StreamValue);
  if (!found && !isMkStream) throw noKey();
  if (args.length > MAX_CREATE_ARGUMENTS) throw badArguments(args);
  const lastId =
    idText === '$' ? (found?.history.lastId ?? StreamId.MIN) : streamIdArgument(idText);
  if (found?.group(name)) throw new CommandError('BUSYGROUP Consumer Group name already exists');
  const stream = found ?? new StreamValue();
  if (!found) {
    context.database.set(key, stream);
    context.database.changed(key);
  }
  stream.addGroup(name, { lastId, entriesRead }, context.undo);
  unwatchedChange(context, key, 'xgroup-create');
  return OK;
}

function setId(context: CommandContext, args: Args): Reply {
  const { entriesRead } = parseOptions(args, false);
  const { key, stream, group } = groupOf(context, args);
  if (args.length !== 5 && args.length !== 7) throw badArguments(args);
  const lastId = args[4] === '$' ? stream.history.lastId : boundaryArgument(args[4]);
  group.moveTo({ lastId, entriesRead }, context.undo);
  unwatchedChange(context, key, 'xgroup-setid');
  return OK;
}

function destroy(context: CommandContext, args: Args): Reply {
  const [, , key = '', name = ''] = args;
  const stream = context.write(key, StreamValue);
  if (!stream) throw noKey();
  const group = stream.group(name);
  if (!group) return 0;
  stream.removeGroup(group, context.undo);
  unwatchedChange(context, key, 'xgroup-destroy');
  // Who waits for it is told that it is gone.
  context.server.events.ready(context.database.index, key);
  return 1;
}

function addConsumer(context: CommandContext, args: Args): Reply {
  const { key, group } = groupOf(context, args);
  const name = args[4] ?? '';
  if (group.consumer(name)) return 0;
  createConsumer(context, key, group, name);
  return 1;
}

function removeConsumer(context: CommandContext, args: Args): Reply {
  const { key, group } = groupOf(context, args);
  const consumer = group.consumer(args[4] ?? '');
  if (!consumer) return 0;
  const pendingCount = consumer.pending.size;
  group.removeConsumer(consumer, context.undo);
  unwatchedChange(context, key, 'xgroup-delconsumer');
  return pendingCount;
}

function groupOf(
  context: CommandContext,
  [, , key = '', name = '']: Args,
): { readonly key: Bytes; readonly stream: StreamValue; readonly group: ConsumerGroup } {
  const stream = context.write(key, StreamValue);
  if (!stream) throw noKey();
  const group = stream.group(name);
  if (!group) throw noSuchGroup(key, name);
  return { key, stream, group };
}

function parseOptions(args: Args, isCreate: boolean): GroupOptions {
  let isMkStream = false;
  let entriesRead: Integer64 | undefined;
  for (let at = 5; at < args.length; at++) {
    const option = keyword(args[at]);
    if (isCreate && option === 'mkstream') isMkStream = true;
    else if (option === 'entriesread' && at + 1 < args.length) {
      entriesRead = entriesReadArgument(args[++at]);
    } else throw badArguments(args);
  }
  return { isMkStream, entriesRead };
}

/** Undefined for -1: not known. */
function entriesReadArgument(text: Bytes | undefined): Integer64 | undefined {
  const count = narrow(exactIntegerArgument(text));
  if (count === -1) return undefined;
  if (count >= 0) return count;
  throw new CommandError('ERR value for ENTRIESREAD must be positive or -1');
}

function badArguments([name = '', subcommand = '']: Args): CommandError {
  return CommandError.badSubcommand(name, subcommand);
}

function noKey(): CommandError {
  return new CommandError(
    'ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.',
  );
}
