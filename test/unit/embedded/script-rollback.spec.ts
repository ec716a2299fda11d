import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { EmbeddedScriptOptions } from '../../../lib/embedded/scripting/script-options.js';
import { createServer } from '../../../lib/embedded/server/create-server.js';
import type { Server } from '../../../lib/embedded/server/server.js';
import { connectEmbedded, type Endpoint } from '../../support/differential-endpoint.js';

const ROLLBACK = '--[[@on-error rollback]] ';
const EVERY_TYPE = `
  redis.call('SET', 'string', 'new') redis.call('APPEND', 'string', '!')
  redis.call('HSET', 'hash', 'f', 'new', 'g', 1) redis.call('HDEL', 'hash', 'old')
  redis.call('LPUSH', 'list', 'new') redis.call('RPOP', 'list')
  redis.call('SADD', 'set', 'new') redis.call('SREM', 'set', 'a')
  redis.call('ZADD', 'zset', 9, 'a', 5, 'new')
  redis.call('PEXPIRE', 'string', 1000) redis.call('PERSIST', 'expiring')
  redis.call('RENAME', 'hash', 'renamed') redis.call('DEL', 'list')
  redis.call('SELECT', 3) redis.call('SET', 'elsewhere', 1) redis.call('SELECT', 0)
`;

describe('a script under onError: rollback', () => {
  let server: Server;
  let client: Endpoint;
  const start = (scripts?: EmbeddedScriptOptions): void => {
    server = createServer({ clock: () => 1_700_000_000_000, scripts });
    client = connectEmbedded(server);
  };
  const send = (...args: string[]): unknown => {
    client.send(args);
    return client.replies.at(-1);
  };
  const evaluate = (script: string): unknown => send('EVAL', script, '0');
  const everything = (): unknown =>
    ['string', 'hash', 'list', 'set', 'zset', 'expiring', 'renamed'].map(key => [
      key,
      // The members of a set have no order.
      key === 'set' ? send('SORT', key, 'ALPHA') : send('DUMP', key),
      send('PEXPIRETIME', key),
      send('OBJECT', 'ENCODING', key),
    ]);
  beforeEach(() => start());
  afterEach(() => server.close());

  const fill = (): void => {
    send('SET', 'string', 'old');
    send('HSET', 'hash', 'f', 'old', 'old', '1');
    send('RPUSH', 'list', 'a', 'b');
    send('SADD', 'set', 'a', 'b');
    send('ZADD', 'zset', '1', 'a', '2', 'b');
    send('SET', 'expiring', '1', 'PX', '5000');
  };

  it.each([
    ['raises an error', "error('no')"],
    ['calls a command that fails', "redis.call('INCR', 'zset')"],
    ['answers an error', "return redis.error_reply('NO way')"],
    ['answers the error of a command', "return redis.pcall('INCR', 'zset')"],
    ['is stopped', 'while true do end'],
    ['is stopped in a loop of pcall', 'while true do pcall(function() while true do end end) end'],
    ['uses up its memory', "local t = {} while true do t[#t + 1] = ('x'):rep(100000) .. #t end"],
  ])('leaves every key, expiry and encoding as it was when it %s', (_, end) => {
    start({ maxMemory: 16 * 1024 * 1024 });
    send('CONFIG', 'SET', 'busy-reply-threshold', '50');
    fill();
    const before = everything();
    const { dirty } = server.events;

    expect(evaluate(`${ROLLBACK}${EVERY_TYPE}${end}`)).toMatchObject({ type: 'error' });

    expect(everything()).toEqual(before);
    expect(server.events.dirty).toBe(dirty);
    expect(send('EVAL', 'return 1', '0')).toEqual({ type: 'integer', value: '1' });
    send('SELECT', '3');
    expect(send('EXISTS', 'elsewhere')).toEqual({ type: 'integer', value: '0' });
  });

  it('keeps its writes when it succeeds, or goes on after an error that it catches', () => {
    fill();
    expect(evaluate(`${ROLLBACK}${EVERY_TYPE}redis.pcall('INCR', 'zset') return 1`)).toEqual({
      type: 'integer',
      value: '1',
    });

    expect(send('GET', 'string')).toBe('new!');
    expect(send('EXISTS', 'hash', 'list')).toEqual({ type: 'integer', value: '0' });
  });

  it('reads its own writes', () => {
    const script = "redis.call('SET', 'k', 1) return redis.call('INCR', 'k')";
    expect(evaluate(`${ROLLBACK}${script}`)).toEqual({ type: 'integer', value: '2' });
  });

  it('wakes, publishes, notifies, logs and invalidates nothing', () => {
    const log = jest.fn();
    start({ log });
    send('CONFIG', 'SET', 'notify-keyspace-events', 'KEA');
    const waiting = connectEmbedded(server);
    waiting.send(['BLPOP', 'queue', '0']);
    const subscriber = connectEmbedded(server);
    subscriber.send(['PSUBSCRIBE', '*']);
    const reader = connectEmbedded(server);
    reader.send(['HELLO', '3']);
    reader.send(['CLIENT', 'TRACKING', 'ON', 'BCAST']);
    const watching = connectEmbedded(server);
    for (const step of [['WATCH', 'k'], ['MULTI'], ['PING']]) watching.send(step);
    const before = [waiting, subscriber, reader].map(({ replies }) => replies.length);

    const writes = `redis.call('SET', 'k', 1) redis.call('RPUSH', 'queue', 'job')
      redis.call('PUBLISH', 'c', 'm') redis.log(redis.LOG_WARNING, 'written')`;
    evaluate(`${ROLLBACK}${writes} error('no')`);

    expect([waiting, subscriber, reader].map(({ replies }) => replies.length)).toEqual(before);
    expect(log).not.toHaveBeenCalled();
    watching.send(['EXEC']);
    expect(watching.replies.at(-1)).toEqual([{ type: 'status', value: 'PONG' }]);
    evaluate(`${ROLLBACK}${writes}`);
    expect(waiting.replies).toEqual([['queue', 'job']]);
    expect(log).toHaveBeenCalledWith('warning', 'written');
  });

  it('takes back only itself in a transaction', () => {
    send('MULTI');
    send('SET', 'before', '1');
    evaluate(`${ROLLBACK}redis.call('SET', 'within', 1) error('no')`);
    send('SET', 'after', '1');
    send('EXEC');

    expect(send('EXISTS', 'before', 'after')).toEqual({ type: 'integer', value: '2' });
    expect(send('EXISTS', 'within')).toEqual({ type: 'integer', value: '0' });
  });

  it('is asked for by the engine, by a script, by a library; the script has the last word', () => {
    start({ onError: 'rollback' });
    const failing = "redis.call('INCR', 'n') error('no')";
    evaluate(failing);
    expect(send('EXISTS', 'n')).toEqual({ type: 'integer', value: '0' });
    evaluate(`--[[@on-error keep]] ${failing}`);
    expect(send('GET', 'n')).toBe('1');

    const library = `#!lua name=lib\n--[[@on-error keep]]\nredis.register_function('f', function() ${failing} end)`;
    send('FUNCTION', 'LOAD', library);
    send('FCALL', 'f', '0');
    expect(send('GET', 'n')).toBe('2');
    send('EVAL', `#!lua\n--[[@on-error keep]] ${failing}`, '0');
    expect(send('GET', 'n')).toBe('3');
  });

  it('keep, the default, leaves the writes before an error, as Redis does', () => {
    evaluate("redis.call('SET', 'k', 1) error('no')");

    expect(send('GET', 'k')).toBe('1');
  });
});
