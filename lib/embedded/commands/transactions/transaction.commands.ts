import { refusalFor } from '../../acl/refusal.js';
import type { Bytes } from '../../bytes.js';
import { ErrorReply, NULL_ARRAY, OK, type Reply } from '../../reply/reply.js';
import { Blocked } from '../../session/blocked.js';
import { type QueuedCommand, Transaction } from '../../session/transaction.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { ALL_KEYS, type CommandFlag, type CommandSpec } from '../command-spec.js';
import { invoke } from '../invoke.js';

const FLAGS: readonly CommandFlag[] = ['noscript', 'loading', 'stale', 'fast', 'allow_busy'];

export const TRANSACTION_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'multi',
    arity: 1,
    flags: FLAGS,
    group: 'transactions',
    since: '1.2.0',
    summary: 'Mark the start of a transaction block',
    handler: multi,
  },
  {
    name: 'exec',
    arity: 1,
    flags: ['noscript', 'loading', 'stale', 'skip_slowlog'],
    group: 'transactions',
    since: '1.2.0',
    summary: 'Execute all commands issued after MULTI',
    handler: exec,
  },
  {
    name: 'discard',
    arity: 1,
    flags: FLAGS,
    group: 'transactions',
    since: '2.0.0',
    summary: 'Discard all commands issued after MULTI',
    handler: discard,
  },
  {
    name: 'watch',
    arity: -2,
    flags: FLAGS,
    keys: ALL_KEYS,
    group: 'transactions',
    since: '2.2.0',
    summary: 'Watch the given keys to determine execution of the MULTI/EXEC block',
    syntax: 'key [key ...]',
    handler: watch,
  },
  {
    name: 'unwatch',
    arity: 1,
    flags: FLAGS,
    group: 'transactions',
    since: '2.2.0',
    summary: 'Forget about all watched keys',
    handler: ({ server, session }) => {
      server.watchedKeys.unwatch(session);
      return OK;
    },
  },
];

function multi({ session }: CommandContext): Reply {
  if (session.transaction) throw new CommandError('ERR MULTI calls can not be nested');
  session.transaction = new Transaction();
  return OK;
}

function exec(context: CommandContext): Reply {
  const { server, session } = context;
  const { transaction } = session;
  if (!transaction) throw new CommandError('ERR EXEC without MULTI');
  const isDirty = server.watchedKeys.isDirty(session);
  endTransaction(context);
  if (transaction.isBroken) {
    return new ErrorReply('EXECABORT Transaction discarded because of previous errors.');
  }
  if (isDirty) return NULL_ARRAY;
  context.deniesBlocking = true;
  const replies: Reply[] = [];
  try {
    for (const queued of transaction.queue) {
      const reply = runQueued(context, queued);
      // Of a command that would block, invoke answers the timeout's reply here.
      if (!(reply instanceof Blocked)) replies.push(reply);
    }
  } finally {
    context.deniesBlocking = false;
  }
  return replies;
}

/** Rules may have changed since it was queued. */
function runQueued(context: CommandContext, { command, args }: QueuedCommand): Reply | Blocked {
  const { server, session } = context;
  const refusal = refusalFor(server, session, command, args, 'multi');
  if (refusal === undefined) return invoke(context, command, args);
  server.stats.countError(refusal);
  return new ErrorReply(refusal);
}

function discard(context: CommandContext): Reply {
  if (!context.session.transaction) throw new CommandError('ERR DISCARD without MULTI');
  endTransaction(context);
  return OK;
}

function watch({ server, session, database }: CommandContext, args: readonly Bytes[]): Reply {
  if (session.transaction) throw new CommandError('ERR WATCH inside MULTI is not allowed');
  for (const key of args.slice(1)) server.watchedKeys.watch(session, database, key);
  return OK;
}

function endTransaction({ server, session }: CommandContext): void {
  session.transaction = undefined;
  server.watchedKeys.unwatch(session);
}
