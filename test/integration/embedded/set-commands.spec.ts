import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';

describe('set commands as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('adds, removes and moves members', () =>
    both.compare([
      'SADD s a b a c',
      'SADD s a d',
      'SADD s',
      'SCARD s',
      'SCARD missing',
      'SISMEMBER s a',
      'SISMEMBER s x',
      'SISMEMBER missing x',
      'SMISMEMBER s a x b',
      'SMISMEMBER missing a b',
      'SMEMBERS s',
      'SMEMBERS missing',
      'SREM s a x a',
      'SREM missing a',
      'SMOVE s t b',
      'SMOVE s t missing',
      'SMOVE s s c',
      'SMOVE s s missing',
      'SMOVE missing t a',
      'SADD t c',
      'SMOVE s t c',
      'SMOVE s t d',
      'EXISTS s',
      'SREM t b c d',
      'EXISTS t',
      'SADD "" "" "\\x00\\xff"',
      'SMEMBERS ""',
    ]));

  it('a move to where the member is already changes nothing there for WATCH', () =>
    both.compare([
      'SADD from a b',
      'SADD to a',
      'WATCH to',
      'MULTI',
      'PING',
      { client: 'b', send: 'SMOVE from to a' },
      'EXEC',
      'WATCH from',
      'MULTI',
      'PING',
      { client: 'b', send: 'SMOVE from to b' },
      'EXEC',
    ]));

  it('keeps integers sorted', () =>
    both.compare([
      'SADD i 10 9 -1 100 -20 0 9223372036854775807 -9223372036854775808 9007199254740993',
      { send: 'SMEMBERS i', as: 'exact' },
      'SADD i 9007199254740992',
      { send: 'SUNION i', as: 'exact' },
      { send: 'SINTER i i', as: 'exact' },
      { send: 'SDIFF i missing', as: 'exact' },
      { send: 'SSCAN i 0', as: 'exact' },
      { send: 'SSCAN i 0 MATCH 9* COUNT 1', as: 'exact' },
      { send: 'SPOP i 100', as: 'exact' },
      ...['01', '+1', '-0', '1.0', '9223372036854775808', '-9223372036854775809', ' 1', ''].map(
        (text, at) => ['SADD', `text${at}`, '1', text],
      ),
      ['SADD', 'full', ...integers(512)],
      ['SADD', 'over', ...integers(513)],
      ['SADD', 'back', ...integers(513)],
      'SREM back 0 1 2',
      'CONFIG SET set-max-intset-entries 2',
      'SADD small 1 2 3',
      'CONFIG SET set-max-intset-entries 512',
    ]));

  it('draws and pops', () =>
    both.compare([
      'SADD s a',
      'SRANDMEMBER s',
      'SRANDMEMBER s 5',
      'SRANDMEMBER s -3',
      'SRANDMEMBER s 0',
      'SRANDMEMBER s x',
      'SRANDMEMBER s 1 2',
      'SRANDMEMBER s -9223372036854775808',
      'SRANDMEMBER missing',
      'SRANDMEMBER missing 3',
      'SRANDMEMBER missing x',
      'SPOP s 0',
      'SPOP s -1',
      'SPOP s x',
      'SPOP s 1 2',
      'SPOP missing',
      'SPOP missing 1',
      'SPOP missing 0',
      'SPOP missing x',
      'SPOP s',
      'EXISTS s',
      'SADD s a b c',
      { send: 'SRANDMEMBER s 2', as: 'type' },
      { send: 'SRANDMEMBER s -5', as: 'type' },
      { send: 'SPOP s 9', as: 'unordered' },
    ]));

  it('intersects, unites and subtracts', () =>
    both.compare([
      'SADD a 1 2 3 4',
      'SADD b 3 4 5 x',
      'SADD c 4 y',
      'SET s text',
      ...['SINTER', 'SUNION', 'SDIFF'].flatMap(name => [
        `${name} a`,
        `${name} a b c`,
        `${name} b a missing`,
        `${name} missing a`,
        `${name} a a`,
        `${name} s`,
        `${name} missing s`,
        `${name} a s`,
        `${name}STORE to${name} a b`,
        `${name}STORE to${name} b a`,
        `${name}STORE a2${name} missing missing`,
        `${name}STORE s${name} a s`,
        name,
        `${name}STORE`,
      ]),
      'SINTERSTORE tosinter a missing',
      'SET string x EX 100',
      'SUNIONSTORE string a c',
      'SUNIONSTORE a a b',
      'SDIFFSTORE string missing',
      'SDIFFSTORE i b c missing',
      'SADD mixed 1 2 x',
      'SADD x x',
      'SDIFFSTORE left mixed x',
      'SDIFFSTORE left2 x mixed',
    ]));

  it('chooses the encoding of a difference as the way of it has it', () =>
    both.compare([
      'SADD big 1 2 3 4 5 6 7 8 a',
      'SADD x a',
      'SADD y a',
      'SADD z a',
      'SDIFFSTORE one big x',
      'SDIFFSTORE three big x y z',
      'SADD letters b c d e',
      'SDIFFSTORE unequal big letters x missing',
    ]));

  it('counts an intersection', () =>
    both.compare([
      'SADD a 1 2 3 4',
      'SADD b 2 3 4',
      'SINTERCARD 2 a b',
      'SINTERCARD 1 a',
      'SINTERCARD 2 a b LIMIT 2',
      'SINTERCARD 2 a b limit 0',
      'SINTERCARD 2 a b LIMIT 9',
      'SINTERCARD 2 a b LIMIT -1',
      'SINTERCARD 2 a b LIMIT x',
      'SINTERCARD 2 a b LIMIT',
      'SINTERCARD 2 a b BOGUS 1',
      'SINTERCARD 2 a b LIMIT 1 LIMIT 2',
      'SINTERCARD 0 a',
      'SINTERCARD x a',
      'SINTERCARD -1 a',
      'SINTERCARD 3 a b',
      'SINTERCARD 1 a b',
      'SINTERCARD 2 a missing',
      'SET s text',
      'SINTERCARD 2 missing s',
    ]));

  it('scans', () =>
    both.compare([
      'SSCAN missing 0',
      'SSCAN missing 0 BOGUS',
      'SADD s a b abc',
      { send: 'SSCAN s x', as: 'exact' },
      { send: 'SSCAN s 0 COUNT 0', as: 'exact' },
      { send: 'SSCAN s 0 MATCH b COUNT 100', as: 'exact' },
      { send: 'SSCAN s 0 TYPE set', as: 'exact' },
    ]));

  it('refuses other types', () =>
    both.compare([
      'SET s text',
      'SADD a 1',
      ...'SADD s a, SREM s a, SCARD s, SISMEMBER s a, SMISMEMBER s a, SMEMBERS s'.split(', '),
      ...'SMOVE s a 1, SMOVE a s 1, SMOVE a s 2, SMOVE missing s 1, SPOP s, SPOP s 0'.split(', '),
      ...'SPOP s x, SRANDMEMBER s, SRANDMEMBER s x, SSCAN s 0, SSCAN s x'.split(', '),
    ]));
});

function integers(count: number): string[] {
  return Array.from({ length: count }, (_, at) => String(at));
}
