import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential, type Step } from '../../support/differential.js';

describe('blocking list commands as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('serves who waits, first come first served', () =>
    both.compare([
      waits('w1', 'BLPOP l 0'),
      waits('w2', 'BRPOP other l 0'),
      waits('w3', 'BLMPOP 0 1 l LEFT COUNT 2'),
      'RPUSH l 1 2 3 4 5',
      'LRANGE l 0 -1',
    ]));

  it('moves on arrival, along a chain', () =>
    both.compare([
      waits('w1', 'BRPOPLPUSH a b 0'),
      waits('w2', 'BLMOVE b c LEFT RIGHT 0'),
      waits('w3', 'BLPOP c 0'),
      'RPUSH a x y',
      'LRANGE a 0 -1',
      'RPUSH a z',
    ]));

  it('answers when the time is over', () =>
    both.compare([
      waits('w1', 'BLPOP l 0.01'),
      waits('w2', 'BLMOVE l m LEFT RIGHT 0.01'),
      waits('w3', 'BRPOPLPUSH l m 0.01'),
      waits('w4', 'BLMPOP 0.01 1 l LEFT'),
      'RPUSH l late',
    ]));

  it('waits on while there is a key of another type', () =>
    both.compare([
      waits('w1', 'BLPOP l 0'),
      'SET l text',
      'DEL l',
      'SADD l member',
      'DEL l',
      'RPUSH l found',
    ]));

  it('fails when the destination is of another type', () =>
    both.compare([
      'SET s text',
      waits('w1', 'BLMOVE a s LEFT LEFT 0'),
      'RPUSH a 1',
      'LRANGE a 0 -1',
    ]));

  it('serves after a transaction is done, with what is there then', () =>
    both.compare([
      waits('w1', 'BLPOP l 0'),
      'MULTI',
      'RPUSH l 1',
      'DEL l',
      'EXEC',
      'MULTI',
      'RPUSH l 2 3',
      'LPUSH l 4',
      'EXEC',
      'LRANGE l 0 -1',
    ]));

  it('serves what a rename, a move or a copy brings', () =>
    both.compare([
      waits('w1', 'BLPOP l 0'),
      'RPUSH from 1',
      'RENAME from l',
      waits('w2', 'BLPOP m 0'),
      'RPUSH from 2',
      'COPY from m',
    ]));
});

function waits(client: string, send: string): Step {
  return { client, send, blocks: true };
}
