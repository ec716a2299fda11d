import { NO_REPLY, OK, type Reply } from '../../reply/reply.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandSpec } from '../command-spec.js';

export const MONITOR_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'monitor',
    arity: 1,
    flags: ['admin', 'noscript', 'loading', 'stale'],
    group: 'server',
    since: '1.0.0',
    summary: 'Listen for all requests received by the server in real time',
    handler: monitor,
  },
];

function monitor({ deniesBlocking, server: { monitors }, session }: CommandContext): Reply {
  if (deniesBlocking) {
    throw new CommandError("ERR MONITOR isn't allowed for DENY BLOCKING client");
  }
  // Not even answered, as on Redis.
  if (monitors.has(session)) return NO_REPLY;
  monitors.add(session);
  return OK;
}
