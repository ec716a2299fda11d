import type { Bytes } from '../../bytes.js';
import { type ListEnd, ListValue } from '../../keyspace/list-value.js';
import { NULL_ARRAY, type Reply } from '../../reply/reply.js';
import { Blocked } from '../../session/blocked.js';
import { timeoutArgument } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import type { CommandSpec } from '../command-spec.js';
import { endArgument, popMany, pushAll } from './list-access.js';

type Args = readonly Bytes[];

const TWO_KEYS = { first: 1, last: 2, step: 1 };

export const LIST_MOVE_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'rpoplpush',
    arity: 3,
    flags: ['write', 'denyoom'],
    keys: TWO_KEYS,
    group: 'list',
    since: '1.2.0',
    summary: 'Remove the last element in a list, prepend it to another list and return it',
    syntax: 'source destination',
    handler: (context, [, from = '', to = '']) =>
      move(context, { from, to, take: 'right', put: 'left' }),
  },
  {
    name: 'lmove',
    arity: 5,
    flags: ['write', 'denyoom'],
    keys: TWO_KEYS,
    group: 'list',
    since: '6.2.0',
    summary: 'Pop an element from a list, push it to another list and return it',
    syntax: 'source destination <LEFT | RIGHT> <LEFT | RIGHT>',
    handler: (context, args) => move(context, parseMove(args)),
  },
  {
    name: 'brpoplpush',
    arity: 4,
    flags: ['write', 'denyoom', 'noscript', 'blocking'],
    keys: TWO_KEYS,
    group: 'list',
    since: '2.2.0',
    summary:
      'Pop an element from a list, push it to another list and return it; or block until one is available',
    syntax: 'source destination timeout',
    handler: (context, [, from = '', to = '', timeout]) =>
      moveOrWait(context, { from, to, take: 'right', put: 'left' }, timeout),
  },
  {
    name: 'blmove',
    arity: 6,
    flags: ['write', 'denyoom', 'noscript', 'blocking'],
    keys: TWO_KEYS,
    group: 'list',
    since: '6.2.0',
    summary:
      'Pop an element from a list, push it to another list and return it; or block until one is available',
    syntax: 'source destination <LEFT | RIGHT> <LEFT | RIGHT> timeout',
    handler: (context, args) => moveOrWait(context, parseMove(args), args[5]),
  },
];

interface Move {
  readonly from: Bytes;
  readonly to: Bytes;
  readonly take: ListEnd;
  readonly put: ListEnd;
}

function parseMove([, from = '', to = '', take, put]: Args): Move {
  return { from, to, take: endArgument(take), put: endArgument(put) };
}

function move(context: CommandContext, request: Move): Reply {
  const source = context.write(request.from, ListValue);
  return source ? moveFrom(context, source, request) : null;
}

function moveFrom(context: CommandContext, source: ListValue, request: Move): Reply {
  const { from, to, take, put } = request;
  const target = context.write(to, ListValue);
  if (target === source) return rotate(context, source, request);
  const item = source.at(take === 'left' ? 0 : source.length - 1) ?? '';
  pushAll(context, to, target, put, [item]);
  popMany(context, from, source, take, 1);
  return item;
}

function rotate(context: CommandContext, list: ListValue, { from, take, put }: Move): Reply {
  const item = list.pop(take, context.undo) ?? '';
  pushAll(context, from, list, put, [item]);
  context.notify(from, 'list', take === 'left' ? 'lpop' : 'rpop');
  return item;
}

function moveOrWait(
  context: CommandContext,
  request: Move,
  timeoutText: Bytes | undefined,
): Reply | Blocked {
  const timeout = timeoutArgument(timeoutText);
  const source = context.write(request.from, ListValue);
  if (source) return moveFrom(context, source, request);
  // In MULTI it is the null of LMOVE, after a wait that of BLPOP.
  if (context.deniesBlocking) return null;
  return new Blocked({
    keys: [request.from],
    timeout,
    timeoutReply: NULL_ARRAY,
    attempt: later => {
      const list = later.database.write(request.from);
      return list instanceof ListValue ? moveFrom(later, list, request) : undefined;
    },
  });
}
