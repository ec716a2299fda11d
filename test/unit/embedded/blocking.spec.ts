import { beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { timeoutArgument } from '../../../lib/embedded/commands/arguments.js';
import { type CommandSpec, FIRST_KEY } from '../../../lib/embedded/commands/command-spec.js';
import { CommandTable } from '../../../lib/embedded/commands/command-table.js';
import { COMMAND_FAMILIES } from '../../../lib/embedded/commands/families.js';
import { NULL_ARRAY } from '../../../lib/embedded/reply/reply.js';
import { Server } from '../../../lib/embedded/server/server.js';
import { Blocked } from '../../../lib/embedded/session/blocked.js';
import { type TestClient, testClient } from './test-client.js';

/** TAKE key timeout: the string at a key, which is deleted; waits until there is one. */
const TAKE: CommandSpec = {
  name: 'take',
  arity: 3,
  flags: ['write', 'blocking'],
  keys: FIRST_KEY,
  group: 'string',
  since: '0.0.0',
  summary: 'For this test',
  handler(context, [, key = '', timeout]) {
    const attempt = (): string | undefined => {
      const bytes = context.readString(key);
      if (bytes !== undefined) context.database.delete(key);
      return bytes;
    };
    return (
      attempt() ??
      new Blocked({
        keys: [key],
        timeout: timeoutArgument(timeout),
        timeoutReply: NULL_ARRAY,
        attempt,
      })
    );
  },
};

/** GIVE key value: a SET that says that the key is ready. */
const GIVE: CommandSpec = {
  name: 'give',
  arity: 3,
  flags: ['write'],
  keys: FIRST_KEY,
  group: 'string',
  since: '0.0.0',
  summary: 'For this test',
  handler(context, args) {
    context.server.events.ready(context.database.index, args[1] ?? '');
    const set = context.server.commands.resolve(['set', 'a', 'b']);
    return set.handler?.(context, args) ?? null;
  },
};

describe('blocked clients', () => {
  let server: Server;
  let [a, b, c]: TestClient[] = [];
  beforeEach(() => {
    server = new Server(new CommandTable([...COMMAND_FAMILIES, [TAKE, GIVE]]));
    [a, b, c] = [testClient(server), testClient(server), testClient(server)];
  });

  it('are served first come, first served, one by each gift', () => {
    expect(a?.call('TAKE k 0')).toBe('');
    expect(b?.call('TAKE k 0')).toBe('');
    c?.call('GIVE k 1');
    expect([a?.take(), b?.take()]).toEqual(['$1\r\n1\r\n', '']);
    c?.call('GIVE k 2');
    expect([a?.take(), b?.take()]).toEqual(['', '$1\r\n2\r\n']);
  });

  it('run the commands that came meanwhile afterwards, in their order', () => {
    a?.call('TAKE k 0');
    expect(a?.call('PING')).toBe('');
    expect(a?.call('ECHO x')).toBe('');
    c?.call('GIVE k 1');
    expect(a?.take()).toBe('$1\r\n1\r\n+PONG\r\n$1\r\nx\r\n');
  });

  it('that block again wait behind those who waited before', () => {
    a?.call('TAKE k 0');
    a?.call('TAKE k 0');
    b?.call('TAKE k 0');
    c?.call('GIVE k 1');
    c?.call('GIVE k 2');
    expect([a?.take(), b?.take()]).toEqual(['$1\r\n1\r\n', '$1\r\n2\r\n']);
  });

  it('are served once a transaction is done, and not within', () => {
    a?.call('TAKE k 0');
    c?.call('MULTI');
    c?.call('GIVE k 1');
    c?.call('GET k');
    expect(c?.call('EXEC')).toBe('*2\r\n+OK\r\n$1\r\n1\r\n');
    expect(a?.take()).toBe('$1\r\n1\r\n');
  });

  it('are not served by what is rolled back', () => {
    a?.call('TAKE k 0');
    server.background(() => {
      const savepoint = server.unit.savepoint();
      server.events.ready(0, 'k');
      server.unit.rollbackTo(savepoint);
    });
    expect(server.blockedClients.hasReady).toBe(false);
  });

  it('do not block in a transaction', () => {
    a?.call('MULTI');
    a?.call('TAKE k 0');
    expect(a?.call('EXEC')).toBe('*1\r\n*-1\r\n');
  });

  it('give up when their time is over', async () => {
    a?.call('TAKE k 0.02');
    a?.call('PING');
    await sleep(60);
    expect(a?.take()).toBe('*-1\r\n+PONG\r\n');
    expect(server.blockedClients.size).toBe(0);
  });

  it('are unblocked from outside', () => {
    a?.call('TAKE k 0');
    expect(c?.call(`CLIENT UNBLOCK ${a?.session.id}`)).toBe(':1\r\n');
    expect(a?.take()).toBe('*-1\r\n');
    a?.call('TAKE k 0');
    c?.call(`CLIENT UNBLOCK ${a?.session.id} ERROR`);
    expect(a?.take()).toBe('-UNBLOCKED client unblocked via CLIENT UNBLOCK\r\n');
    expect(c?.call(`CLIENT UNBLOCK ${a?.session.id}`)).toBe(':0\r\n');
  });

  it('are forgotten when they go', () => {
    a?.call('TAKE k 0');
    a?.session.close();
    c?.call('GIVE k 1');
    expect(c?.call('GET k')).toBe('$1\r\n1\r\n');
  });
});
