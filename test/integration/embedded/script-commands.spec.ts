import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dumpLibraries } from '../../../lib/embedded/dump/libraries-payload.js';
import { type Endpoint, repliesOf } from '../../support/differential-endpoint.js';
import { Differential } from '../../support/differential.js';

const OK = { type: 'status', value: 'OK' };

const sha1 = (source: string): string => createHash('sha1').update(source, 'latin1').digest('hex');
const evaluate = (source: string, ...rest: string[]): string[] => ['EVAL', source, ...rest];

describe('scripts, compared with redis-server', () => {
  let both: Differential;

  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(async () => both[Symbol.asyncDispose]());

  it('EVAL, EVALSHA and the _RO variants count their keys as Redis does', async () => {
    const source = 'return {#KEYS, #ARGV, KEYS[1] or false, ARGV[1] or false}';
    await both.compare([
      evaluate(source, '0'),
      evaluate(source, '1', 'k'),
      evaluate(source, '1', 'k', 'a', 'b'),
      evaluate(source, '2', 'k'),
      evaluate(source, '-1', 'k'),
      evaluate(source, 'one', 'k'),
      evaluate(source, '1.5'),
      evaluate(source, '9223372036854775808'),
      ['EVALSHA', sha1(source), '1', 'k', 'a'],
      ['EVALSHA', sha1(source).toUpperCase(), '0'],
      ['EVALSHA_RO', sha1(source), '0', 'x'],
      ['EVAL_RO', source, '1', 'k'],
      ['EVALSHA', 'ffffffffffffffffffffffffffffffffffffffff', '0'],
      ['EVALSHA', 'short', 'no number'],
      ['EVALSHA', 'ffffffffffffffffffffffffffffffffffffffff', '-1'],
      ['EVAL', source],
    ]);
  });

  it('SCRIPT LOAD, EXISTS and FLUSH keep the cache that EVALSHA looks into', async () => {
    const source = "return redis.call('incr', KEYS[1])";
    await both.compare([
      'SCRIPT FLUSH',
      ['EVALSHA', sha1(source), '1', 'n'],
      ['SCRIPT', 'LOAD', source],
      ['SCRIPT', 'EXISTS', sha1(source), 'nothing', sha1(source).toUpperCase()],
      ['EVALSHA', sha1(source), '1', 'n'],
      'SCRIPT FLUSH SYNC',
      ['EVALSHA', sha1(source), '1', 'n'],
      evaluate(source, '1', 'n'),
      ['EVALSHA', sha1(source), '1', 'n'],
      'SCRIPT FLUSH ASYNC',
      'SCRIPT FLUSH maybe',
      'SCRIPT FLUSH SYNC twice',
      ['SCRIPT', 'LOAD', 'return )'],
      ['SCRIPT', 'EXISTS', sha1('return )')],
      'SCRIPT LOAD',
      'SCRIPT EXISTS',
      'SCRIPT KILL',
      'SCRIPT DEBUG no',
      'SCRIPT DEBUG maybe',
      'SCRIPT NOTHING',
    ]);
  });

  it('an error names the script and the line, and leaves the writes before it', async () => {
    await both.compare([
      evaluate("redis.call('set', KEYS[1], 'a')\nreturn redis.call('incr', KEYS[1])", '1', 'k'),
      evaluate("redis.call('set', KEYS[1], 'b')\nerror('boom')", '1', 'k'),
      evaluate("error({err='MYCODE hi'})", '0'),
      evaluate("return redis.pcall('lpush', KEYS[1], 'x')", '1', 'k'),
      evaluate("local r = redis.pcall('lpush', KEYS[1], 'x') return r.err", '1', 'k'),
      evaluate("return redis.error_reply('MY error')", '0'),
      evaluate("return redis.status_reply('FINE')", '0'),
      evaluate("return redis.call('nothing')", '0'),
      evaluate("return redis.call('get')", '0'),
      evaluate("return redis.call('client')", '0'),
      evaluate('return redis.call()', '0'),
      evaluate("return redis.call('get', {})", '0'),
      evaluate("return redis.call('eval', 'return 1', 0)", '0'),
      evaluate("return redis.call('multi')", '0'),
      evaluate("return redis.call('subscribe', 'c')", '0'),
      evaluate("return redis.call('blpop', 'nothing', 0)", '0'),
      evaluate("return redis.call('config', 'get', 'maxmemory')", '0'),
      evaluate('return )', '0'),
      evaluate('return nothing', '0'),
      evaluate('x = 1', '0'),
    ]);
  });

  it('counts an error once, whether it was called, passed on or made by the script', async () => {
    await both.compare([
      'CONFIG RESETSTAT',
      evaluate("return redis.call('incr', KEYS[1], 1)", '1', 'k'),
      evaluate("redis.call('lpush', KEYS[1], 1) return redis.call('incr', KEYS[1])", '1', 'k'),
      evaluate("return redis.pcall('incr', KEYS[1])", '1', 'k'),
      evaluate("redis.pcall('incr', KEYS[1]) return 1", '1', 'k'),
      evaluate("return redis.error_reply('MY error')", '0'),
      evaluate("error('boom')", '0'),
      evaluate('return )', '0'),
      'EVALSHA nothing 0',
      'INFO errorstats',
    ]);
  });

  it('SELECT and RESP versions of a script end with it', async () => {
    await both.compare([
      evaluate("redis.call('select', 3) redis.call('set', 'k', 'three') return 1", '0'),
      'GET k',
      evaluate(
        "redis.setresp(3) redis.call('hset', 'h', 'f', 'v') return redis.call('hgetall', 'h')",
        '0',
      ),
      evaluate("return redis.call('hgetall', 'h')", '0'),
      evaluate('redis.setresp(3) return true', '0'),
      evaluate('return true', '0'),
      evaluate(
        "redis.call('zadd', 'z', 1.5, 'm') redis.setresp(3) return redis.call('zscore', 'z', 'm')",
        '0',
      ),
      evaluate("redis.setresp(3) return redis.call('get', 'missing')", '0'),
    ]);
  });

  it('flags of the first line are kept to', async () => {
    await both.compare([
      evaluate("#!lua flags=no-writes\nreturn redis.call('set', 'k', 1)", '0'),
      evaluate("#!lua flags=no-writes\nreturn redis.call('get', 'k')", '0'),
      evaluate("#!lua\nreturn redis.call('set', 'k', 1)", '0'),
      ['EVAL_RO', "#!lua\nreturn redis.call('get', 'k')", '0'],
      ['EVAL_RO', "#!lua flags=no-writes\nreturn redis.call('get', 'k')", '0'],
      ['EVAL_RO', "return redis.call('set', 'k', 2)", '0'],
      ['EVAL_RO', "return redis.call('publish', 'c', 2)", '0'],
      evaluate('#!js\nreturn 1', '0'),
      evaluate('#!lua flags=bad\nreturn 1', '0'),
      evaluate('#!lua name=foo\nreturn 1', '0'),
      evaluate('#!lua', '0'),
      evaluate("#!lua flags=allow-oom,no-cluster\nreturn redis.call('set', 'k', 3)", '0'),
      evaluate("#!lua\n\n error('line 3')", '0'),
    ]);
  });

  it('a full server refuses what would use more memory, unless the script allows for it', async () => {
    await both.compare([
      'SET k value',
      'CONFIG SET maxmemory 1',
      evaluate("return redis.call('set', 'k', 1)", '0'),
      evaluate("return redis.call('get', 'k')", '0'),
      evaluate("redis.call('del', 'k') return redis.call('set', 'k', 2)", '0'),
      evaluate("#!lua\nreturn redis.call('get', 'k')", '0'),
      evaluate("#!lua flags=no-writes\nreturn redis.call('get', 'k')", '0'),
      evaluate("#!lua flags=allow-oom\nreturn redis.call('set', 'k', 3)", '0'),
      'MULTI',
      evaluate("#!lua flags=allow-oom\nreturn redis.call('set', 'k', 4)", '0'),
      'EXEC',
      'CONFIG SET maxmemory 0',
    ]);
  });

  it('read-only ones may not call what replicas would be told of, though it only reads', async () => {
    await both.compare([
      'PFADD visitors a b',
      evaluate("return redis.call('pfcount', KEYS[1])", '1', 'visitors'),
      ['EVAL_RO', "return redis.call('pfcount', KEYS[1])", '1', 'visitors'],
      evaluate("#!lua flags=no-writes\nreturn redis.call('pfcount', KEYS[1])", '1', 'visitors'),
      evaluate("#!lua flags=no-writes\nreturn redis.call('publish', 'c', 'm')", '0'),
    ]);
  });

  it.each([
    'string',
    'integer',
    'double',
    'bignum',
    'null',
    'array',
    'set',
    'map',
    'true',
    'false',
    'verbatim',
  ])('a reply of type %s passes through Lua as what RESP2 and RESP3 make of it', async type => {
    const call = `return redis.call('debug', 'protocol', '${type}')`;
    await both.compare([
      evaluate(call, '0'),
      'DEBUG SET-DISABLE-DENY-SCRIPTS 1',
      evaluate(call, '0'),
      evaluate(`redis.setresp(3) ${call}`, '0'),
      'DEBUG SET-DISABLE-DENY-SCRIPTS 0',
      evaluate(call, '0'),
    ]);
  });

  it('run in MULTI, and see what was done before them', async () => {
    await both.compare([
      'MULTI',
      'SET k 1',
      evaluate("return redis.call('incr', KEYS[1])", '1', 'k'),
      evaluate("return redis.call('lpush', KEYS[1], 1)", '1', 'k'),
      ['EVALSHA', 'ffffffffffffffffffffffffffffffffffffffff', '0'],
      'GET k',
      'EXEC',
    ]);
  });

  it('wake a client that is blocked, once they have ended', async () => {
    await both.compare([
      { send: 'BLPOP q 0', client: 'b', blocks: true },
      evaluate(
        "redis.call('rpush', 'q', 'a') redis.call('rpush', 'q', 'b') return redis.call('llen', 'q')",
        '0',
      ),
      'LRANGE q 0 -1',
    ]);
  });

  it('functions are loaded, listed, called, replaced and deleted', async () => {
    const library = (name: string, body: string): string => `#!lua name=${name}\n${body}`;
    const echo = library(
      'mylib',
      "redis.register_function('Echo', function(keys, args) return {keys, args} end)",
    );
    await both.compare([
      'FUNCTION FLUSH',
      ['FUNCTION', 'LOAD', echo],
      ['FUNCTION', 'LOAD', echo],
      ['FUNCTION', 'LOAD', 'REPLACE', echo],
      ['FUNCTION', 'LOAD', 'OTHER', echo],
      'FCALL Echo 1 k a',
      'FCALL echo 1 k a',
      'FCALL_RO Echo 0',
      'FCALL nothing 0',
      'FCALL Echo x',
      'FCALL Echo 2 k',
      'FCALL Echo -1 k',
      'FUNCTION LIST',
      'FUNCTION LIST WITHCODE',
      'FUNCTION LIST LIBRARYNAME MY*',
      'FUNCTION LIST LIBRARYNAME other*',
      'FUNCTION LIST LIBRARYNAME',
      'FUNCTION LIST WITHCODE WITHCODE',
      [
        'FUNCTION',
        'LOAD',
        library('other', "redis.register_function('Echo', function() return 1 end)"),
      ],
      ['FUNCTION', 'LOAD', library('mylib', 'return )')],
      ['FUNCTION', 'LOAD', 'REPLACE', library('mylib', 'return )')],
      ['FUNCTION', 'LOAD', 'REPLACE', library('mylib', 'return 1')],
      ['FUNCTION', 'LOAD', 'return 1'],
      ['FUNCTION', 'LOAD', library('bad-name', 'return 1')],
      'FCALL Echo 0',
      [
        'FUNCTION',
        'LOAD',
        library(
          'flags',
          "redis.register_function{function_name='ro', callback=function(keys) return redis.call('get', keys[1]) end, flags={'no-writes'}, description='reads'}",
        ),
      ],
      [
        'FUNCTION',
        'LOAD',
        library(
          'more',
          "redis.register_function('rw', function(keys) return redis.call('incr', keys[1]) end)",
        ),
      ],
      'FCALL_RO ro 1 k',
      'FCALL_RO rw 1 k',
      'FCALL rw 1 k',
      'FCALL ro 1 k',
      'FUNCTION STATS',
      'FUNCTION LIST LIBRARYNAME flags',
      'FUNCTION DELETE more',
      'FUNCTION DELETE more',
      'FCALL rw 1 k',
      'FUNCTION KILL',
      'FUNCTION FLUSH now',
      'FUNCTION FLUSH ASYNC',
      'FUNCTION LIST',
    ]);
  });

  it.each([
    ['redis-server', 'the engine', 0, 1],
    ['the engine', 'redis-server', 1, 0],
  ] as const)('libraries that %s dumps, %s restores', async (_from, _to, source, target) => {
    const library = (name: string, fn: string): string =>
      `#!lua name=${name}\nredis.register_function('${fn}', function() return '${fn} of ${name}' end)`;
    const endpoints = await both.endpoints();
    const runOn =
      (endpoint: Endpoint) =>
      async (...args: string[]): Promise<unknown> => {
        const expected = endpoint.replies.length + 1;
        endpoint.send(args);
        const replies = await repliesOf(endpoint, expected);
        return replies.at(-1);
      };
    const from = runOn(endpoints[source]);
    const to = runOn(endpoints[target]);
    await from('FUNCTION', 'FLUSH');
    await from('FUNCTION', 'LOAD', library('one', 'f'));
    const payload = String(await from('FUNCTION', 'DUMP'));

    await to('FUNCTION', 'FLUSH');
    await to('FUNCTION', 'LOAD', library('two', 'g'));
    expect(await to('FUNCTION', 'RESTORE', payload)).toEqual(OK);
    expect(await to('FCALL', 'f', '0')).toBe('f of one');
    expect(await to('FCALL', 'g', '0')).toBe('g of two');
    const again = await to('FUNCTION', 'RESTORE', payload);
    expect(again).toMatchObject({ value: 'ERR Library one already exists' });
    expect(await to('FUNCTION', 'RESTORE', payload, 'REPLACE')).toEqual(OK);
    expect(await to('FUNCTION', 'RESTORE', payload, 'FLUSH')).toEqual(OK);
    expect(await to('FCALL', 'g', '0')).toMatchObject({ value: 'ERR Function not found' });
    expect(await to('FUNCTION', 'DUMP')).toBe(payload);
  });

  it('a library that cannot be restored leaves those that are there', async () => {
    const f = "redis.register_function('f', function() return 1 end)";
    const payload = dumpLibraries([`#!lua name=one\n${f}`, `#!lua name=two\n${f}`]);
    await both.compare([
      'FUNCTION FLUSH',
      ['FUNCTION', 'LOAD', `#!lua name=mine\n${f}`],
      ['FUNCTION', 'RESTORE', payload],
      ['FUNCTION', 'RESTORE', payload, 'REPLACE'],
      ['FUNCTION', 'RESTORE', payload, 'FLUSH'],
      ['FUNCTION', 'RESTORE', payload, 'NEITHER'],
      ['FUNCTION', 'RESTORE', payload, 'FLUSH', 'more'],
      ['FUNCTION', 'RESTORE', 'nonsense'],
      'FCALL f 0',
      'FUNCTION LIST',
      'FUNCTION FLUSH',
    ]);
  });
});
