import type { Bytes } from '../../bytes.js';
import { StreamId } from '../../keyspace/stream/stream-id.js';
import { StreamValue } from '../../keyspace/stream/stream-value.js';
import type { Reply } from '../../reply/reply.js';
import { integerArgument, keyword, rangeArgument } from '../arguments.js';
import { type CommandContext, narrow } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { parseClaim } from './claim-request.js';
import { Claim } from './claim.js';
import { noSuchKeyOrGroup } from './group-errors.js';
import { rangeStartArgument } from './stream-id-argument.js';
import { unwatchedChange } from './unwatched-change.js';

type Args = readonly Bytes[];

const DEFAULT_COUNT = 100;
/** As many IDs as memory could ever hold. */
const MAX_COUNT = 2 ** 59;
/** How many pending entries XAUTOCLAIM looks at for each one asked for. */
const ATTEMPTS_FACTOR = 10;

export const STREAM_CLAIM_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'xclaim',
    arity: -6,
    flags: ['write', 'fast'],
    keys: FIRST_KEY,
    group: 'stream',
    since: '5.0.0',
    summary:
      'Changes (or acquires) ownership of a message in a consumer group, as if the message was delivered to the specified consumer.',
    syntax:
      'key group consumer min-idle-time id [id ...] [IDLE ms] [TIME unix-time-milliseconds] [RETRYCOUNT count] [FORCE] [JUSTID] [LASTID id]',
    handler: xclaim,
  },
  {
    name: 'xautoclaim',
    arity: -6,
    flags: ['write', 'fast'],
    keys: FIRST_KEY,
    group: 'stream',
    since: '6.2.0',
    summary:
      'Changes (or acquires) ownership of messages in a consumer group, as if the messages were delivered to the specified consumer.',
    syntax: 'key group consumer min-idle-time start [COUNT count] [JUSTID]',
    handler: xautoclaim,
  },
];

function xclaim(context: CommandContext, args: Args): Reply {
  const [, key = '', name = '', consumer = ''] = args;
  const stream = context.read(key, StreamValue);
  const group = stream?.group(name);
  if (!stream || !group) throw noSuchKeyOrGroup(key, name);
  const request = parseClaim(args, context.now);
  const { lastId } = request;
  if (lastId && lastId.compare(group.position.lastId) > 0) {
    group.moveTo({ ...group.position, lastId }, context.undo);
    unwatchedChange(context, key);
  }
  const claim = new Claim(context, { key, stream, group, consumer }, request);
  return request.ids.flatMap(id => {
    const pending = group.pending.get(id);
    if (!stream.entry(id)) {
      if (pending) claim.forget(id);
      return [];
    }
    if (!pending && !request.isForced) return [];
    return claim.isIdle(pending) ? [claim.take(id, pending)] : [];
  });
}

function xautoclaim(context: CommandContext, args: Args): Reply {
  const [, key = '', name = '', consumer = ''] = args;
  const value = context.database.read(key);
  const minIdle = integerArgument(args[4], 'ERR Invalid min-idle-time argument for XAUTOCLAIM');
  const start = rangeStartArgument(args[5]);
  const { count, isJustId } = parseAutoClaim(args);
  const stream = narrow(value, StreamValue);
  const group = stream?.group(name);
  if (!stream || !group) throw noSuchKeyOrGroup(key, name);
  const claim = new Claim(
    context,
    { key, stream, group, consumer },
    {
      minIdle: Math.max(minIdle, 0),
      deliveryTime: context.now,
      retryCount: undefined,
      isJustId,
    },
  );
  const claimed: Reply[] = [];
  const deleted: Reply[] = [];
  let attempts = count * ATTEMPTS_FACTOR;
  let next = group.pending.ceiling(start);
  while (next && attempts-- > 0 && claimed.length + deleted.length < count) {
    const { id } = next;
    if (!stream.entry(id)) {
      claim.forget(id);
      deleted.push(id.toString());
    } else if (claim.isIdle(next)) claimed.push(claim.take(id, next));
    const following = id.next();
    next = following && group.pending.ceiling(following);
  }
  return [(next?.id ?? StreamId.MIN).toString(), claimed, deleted];
}

function parseAutoClaim(args: Args): { readonly count: number; readonly isJustId: boolean } {
  let count = DEFAULT_COUNT;
  let isJustId = false;
  for (let at = 6; at < args.length; at++) {
    const option = keyword(args[at]);
    if (option === 'count' && at + 1 < args.length) {
      count = rangeArgument(args[++at], 1, MAX_COUNT, 'ERR COUNT must be > 0');
    } else if (option === 'justid') isJustId = true;
    else throw CommandError.syntax();
  }
  return { count, isJustId };
}
