import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';

const LONG = 'x'.repeat(65);

describe('hash commands as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('sets, gets and deletes fields', () =>
    both.compare([
      'HSET h a 1 b 2',
      'HSET h b 3 c 4 c 5',
      'HSET h a',
      'HSET h a 1 b',
      'HMSET h a 1 b',
      'HMSET h d 6',
      'HSETNX h a 9',
      'HSETNX h e 9',
      'HSETNX new e 9',
      'HGET h a',
      'HGET h missing',
      'HGET missing a',
      'HMGET h a missing c',
      'HMGET missing a b',
      'HGETALL h',
      'HGETALL missing',
      { send: 'HKEYS h', as: 'exact' },
      { send: 'HVALS h', as: 'exact' },
      'HKEYS missing',
      'HVALS missing',
      'HLEN h',
      'HLEN missing',
      'HEXISTS h a',
      'HEXISTS h missing',
      'HEXISTS missing a',
      'HSTRLEN h a',
      'HSTRLEN h missing',
      'HSTRLEN missing a',
      'HDEL h a missing a b',
      { send: 'HGETALL h', as: 'exact' },
      'HDEL h c d e',
      'EXISTS h',
      'HDEL h c',
      'HSET "" "" ""',
      'HGETALL ""',
      'HSET h "\\x00\\xff" "\\r\\n"',
      'HGETALL h',
      'HSETX h',
      'HGET h',
      'HDEL h',
    ]));

  it('counts', () =>
    both.compare([
      'HINCRBY h n 5',
      'HINCRBY h n -7',
      'HINCRBY h n x',
      'HINCRBY h n 1.5',
      'HINCRBY h n 9223372036854775808',
      'HSET h max 9223372036854775807 min -9223372036854775808 text abc float 1.5 space " 1"',
      'HINCRBY h max 1',
      'HINCRBY h max -1',
      'HINCRBY h max 1',
      'HINCRBY h min -1',
      'HINCRBY h text 1',
      'HINCRBY h float 1',
      'HINCRBY h space 1',
      'HINCRBYFLOAT h float 0.1',
      'HINCRBYFLOAT h float 1e2',
      'HINCRBYFLOAT h new 10.5',
      'HINCRBYFLOAT h new 0.1',
      'HINCRBYFLOAT h new -10.6',
      'HINCRBYFLOAT h text 1',
      'HINCRBYFLOAT h space 1',
      'HINCRBYFLOAT h n x',
      'HINCRBYFLOAT h n " 1"',
      'HINCRBYFLOAT h n inf',
      'HINCRBYFLOAT h n -inf',
      'HINCRBYFLOAT h n nan',
      'HINCRBYFLOAT fresh n inf',
      'EXISTS fresh',
      'HSET h infinite inf nan nan',
      'HINCRBYFLOAT h infinite 1',
      'HINCRBYFLOAT h nan 1',
      'HINCRBYFLOAT h huge 1e4000',
      'HINCRBYFLOAT h max 1',
      'HINCRBY h n',
    ]));

  it('draws fields', () =>
    both.compare([
      'HSET h a 1',
      'HRANDFIELD h',
      'HRANDFIELD h 5',
      'HRANDFIELD h -3',
      'HRANDFIELD h 0',
      'HRANDFIELD h 5 WITHVALUES',
      'HRANDFIELD h -2 withvalues',
      'HRANDFIELD h x',
      'HRANDFIELD h 1 BOGUS',
      'HRANDFIELD h 1 WITHVALUES x',
      'HRANDFIELD h -9223372036854775808',
      'HRANDFIELD h -9223372036854775807 WITHVALUES',
      'HRANDFIELD h 9223372036854775807 WITHVALUES',
      'HRANDFIELD h 9223372036854775807',
      'HRANDFIELD missing',
      'HRANDFIELD missing 2',
      'HRANDFIELD missing 2 WITHVALUES',
      'HRANDFIELD missing 2 BOGUS',
      'HSET h b 2 c 3',
      { send: 'HRANDFIELD h 2', as: 'type' },
      { send: 'HRANDFIELD h -10 WITHVALUES', as: 'type' },
    ]));

  it('scans', () =>
    both.compare([
      'HSCAN missing 0',
      'HSCAN missing 0 BOGUS',
      'HSCAN missing x',
      'HSET h a 1 b 2 abc 3',
      'HSCAN h 0',
      'HSCAN h 0 COUNT 1',
      'HSCAN h 0 MATCH a*',
      'HSCAN h 0 MATCH a* COUNT 100',
      'HSCAN h 0 COUNT 0',
      'HSCAN h 0 COUNT x',
      'HSCAN h 0 COUNT',
      'HSCAN h 0 TYPE hash',
      'HSCAN h -1',
    ]));

  it('changes its encoding', () =>
    both.compare([
      `HSET value f ${LONG}`,
      `HSET field ${LONG} v`,
      `HSETNX nx f ${LONG}`,
      `HSET fits f ${'x'.repeat(64)}`,
      'HSET stays f v',
      `HSETNX stays f ${LONG}`,
      `HSET goes f ${LONG}`,
      'HSET goes f v',
      ['HSET', 'full', ...pairs(512)],
      ['HSET', 'over', ...pairs(513)],
      ['HSET', 'back', ...pairs(513)],
      ['HDEL', 'back', 'f512', 'f511'],
      `HINCRBY count ${LONG} 1`,
      'CONFIG SET hash-max-listpack-entries 2',
      'HSET small a 1 b 2 c 3',
      'CONFIG SET hash-max-listpack-entries 512',
    ]));

  it('refuses other types', () =>
    both.compare([
      'SET s text',
      ...'HSET s a 1, HMSET s a 1, HSETNX s a 1, HGET s a, HMGET s a, HGETALL s'.split(', '),
      ...'HDEL s a, HEXISTS s a, HLEN s, HSTRLEN s a, HKEYS s, HVALS s'.split(', '),
      ...'HINCRBY s a 1, HINCRBY s a x, HINCRBYFLOAT s a 1, HINCRBYFLOAT s a x'.split(', '),
      ...'HRANDFIELD s, HRANDFIELD s 1, HRANDFIELD s x, HSCAN s 0, HSCAN s x'.split(', '),
    ]));
});

function pairs(count: number): string[] {
  return Array.from({ length: count }, (_, at) => [`f${at}`, String(at)]).flat();
}
