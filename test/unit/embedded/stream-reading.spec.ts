import { beforeEach, describe, expect, it } from '@jest/globals';
import { invoke } from '../../../lib/embedded/commands/invoke.js';
import { StreamValue } from '../../../lib/embedded/keyspace/stream/stream-value.js';
import { splitInline } from '../../../lib/embedded/reply/split-inline.js';
import { ErrorReply, NULL_ARRAY } from '../../../lib/embedded/reply/reply.js';
import { createServer } from '../../../lib/embedded/server/create-server.js';
import type { Server } from '../../../lib/embedded/server/server.js';
import { type TestClient, testClient } from './test-client.js';

describe('reading streams', () => {
  let server: Server;
  let [client, waiting]: TestClient[] = [];
  beforeEach(() => {
    server = createServer();
    [client, waiting] = [testClient(server), testClient(server)];
    client?.call('XGROUP CREATE s g $ MKSTREAM');
  });

  it('does not wait in a script', () => {
    const error = 'ERR xread command is not allowed with BLOCK option from scripts';
    expect(inScript('xread BLOCK 0 STREAMS s $')).toEqual(new ErrorReply(error));
    expect(inScript('XREAD STREAMS s $')).toBe(NULL_ARRAY);
    expect(inScript('XREADGROUP GROUP g alice STREAMS s >')).toBe(NULL_ARRAY);
  });

  it('is not woken by an entry that is rolled back', () => {
    waiting?.call('XREAD BLOCK 0 STREAMS s $');
    rolledBack('XADD s 1 a 1');
    expect(waiting?.take()).toBe('');

    client?.call('XADD s 2 a 1');
    expect(waiting?.take()).toContain('2-0');
  });

  it('is not ended by a deletion that is rolled back', () => {
    waiting?.call('XREADGROUP GROUP g alice BLOCK 0 STREAMS s >');
    rolledBack('XGROUP DESTROY s g');
    rolledBack('DEL s');
    expect(waiting?.take()).toBe('');

    client?.call('XADD s 2 a 1');
    expect(waiting?.take()).toContain('2-0');
  });

  it('finds the keys among the arguments', () => {
    const keysOf = (command: string): string => client?.call(`COMMAND GETKEYS ${command}`) ?? '';
    expect(keysOf('XREAD COUNT 1 BLOCK 0 STREAMS streams b 0 0')).toBe(
      '*2\r\n$7\r\nstreams\r\n$1\r\nb\r\n',
    );
    expect(keysOf('XREADGROUP GROUP streams count NOACK STREAMS a >')).toBe('*1\r\n$1\r\na\r\n');
    expect(keysOf('XREAD BOGUS STREAMS a 0')).toContain('-ERR');
    expect(keysOf('XREAD STREAMS a b 0')).toContain('-ERR');
  });

  it('goes on in a stream that was made again of its parts', () => {
    for (const id of [1, 2, 3, 4]) client?.call(`XADD s ${id} a ${id} b x`);
    client?.call('XREADGROUP GROUP g alice COUNT 2 STREAMS s >');
    client?.call('XDEL s 2');
    const stream = server.keyspace.first.peek('s');
    if (!(stream instanceof StreamValue)) throw new Error('No stream');
    server.keyspace.first.set('copy', StreamValue.from(stream));

    expect(client?.call('XINFO STREAM copy FULL')).toBe(client?.call('XINFO STREAM s FULL'));
    client?.call('XACK copy g 1');
    expect(client?.call('XACK s g 1')).toBe(':1\r\n');
  });

  function inScript(command: string): unknown {
    const words = splitInline(command) ?? [];
    const context = client?.session.context.forScript();
    return context && invoke(context, server.commands.resolve(words), words);
  }

  function rolledBack(command: string): void {
    const words = splitInline(command) ?? [];
    server.background(() => {
      const savepoint = server.unit.savepoint();
      const { session } = testClient(server);
      invoke(session.context, server.commands.resolve(words), words);
      server.unit.rollbackTo(savepoint);
    });
  }
});
