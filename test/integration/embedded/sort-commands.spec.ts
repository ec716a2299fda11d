import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';

describe('SORT as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('sorts lists', () =>
    both.compare([
      'RPUSH l 10 9 -1 2.5 9 1e2 3',
      'SORT l',
      'SORT l DESC',
      'SORT l ALPHA',
      'SORT l ALPHA DESC',
      'SORT l LIMIT 1 2',
      'SORT l LIMIT 0 0',
      'SORT l LIMIT -5 2',
      'SORT l LIMIT 100 2',
      'SORT l LIMIT 2 -1',
      'SORT l LIMIT x 1',
      'SORT l LIMIT 1',
      'SORT l BY nosort',
      'SORT l BY nosort DESC LIMIT 1 3',
      'SORT l FOO',
      'SORT missing',
      'SORT missing STORE t',
      'SORT l STORE t',
      'TYPE t',
      'LRANGE t 0 -1',
      'SORT_RO l STORE t',
      'SORT_RO l DESC',
      'RPUSH words b a C',
      'SORT words',
      'SORT words ALPHA',
      'RPUSH blank "" " 1" "1 "',
      'SORT blank',
      'SET s 1',
      'SORT s',
      'EXPIRE t 100',
      'SORT missing STORE t',
      'EXISTS t',
    ]));

  it('sorts by other keys, and gets others', () =>
    both.compare([
      'RPUSH l 1 2 3 4',
      'MSET w_1 30 w_2 10 w_3 20 d_1 one d_2 two d_3 three',
      'HSET h_1 w 1 n uno',
      'HSET h_2 w 3 n dos',
      'HSET h_3 w 2',
      'SORT l BY w_*',
      'SORT l BY w_* DESC GET #',
      'SORT l BY w_* GET # GET d_*',
      'SORT l BY h_*->w GET h_*->n',
      'SORT l BY h_*->w ALPHA',
      'SORT l BY h_*-> GET h_*->',
      'SORT l GET nostar',
      'SORT l BY d_* ALPHA',
      'SORT l BY d_*',
      'SORT l BY w_* GET d_* STORE out',
      'LRANGE out 0 -1',
      'SORT l BY w_* LIMIT 1 2 GET #',
      'SORT l BY l*',
      'COMMAND GETKEYS SORT l BY w_* STORE out',
      'COMMAND GETKEYS SORT l STORE a STORE b',
    ]));

  it('sorts sets and sorted sets', () =>
    both.compare([
      'SADD s 5 3 9 1',
      'SORT s',
      'SORT s BY nosort STORE t',
      'LRANGE t 0 -1',
      'ZADD z 3 a 1 b 2 c',
      'SORT z ALPHA',
      'SORT z BY nosort',
      'SORT z BY nosort DESC',
      'SORT z BY nosort DESC LIMIT 1 1',
      'SORT z BY nosort LIMIT 1 5',
      'SORT z',
    ]));

  it('gives a sorted set the encoding of a large one', () =>
    both.compare([
      'ZADD z 1 a 2 b',
      'SORT_RO z LIMIT 0 0 ALPHA',
      'OBJECT ENCODING z',
      'SADD s 1',
      'SORT s',
      'OBJECT ENCODING s',
    ]));

  it('reads a number up to a NUL, as C does', () =>
    both.compare(['RPUSH l 2 "1\\x00x"', 'SORT l', 'RPUSH l x', 'SORT l']));
});
