import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential, type Step } from '../../support/differential.js';
import { streamState } from '../../support/stream-state.js';

describe('clients that wait for streams as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('are all served what is added', () =>
    both.compare([
      'XADD s 1 a 1',
      waits('w1', 'XREAD BLOCK 0 STREAMS s $'),
      waits('w2', 'XREAD BLOCK 0 COUNT 1 STREAMS other s 0 0-5'),
      waits('w3', 'XREAD BLOCK 0 STREAMS other s 0 5'),
      'XADD s 2 a 2 b 3',
      'XADD s 5-1 a 3',
    ]));

  it('are served at once where there is something, or where none may wait', () =>
    both.compare([
      'XADD s 1 a 1',
      'XREAD BLOCK 0 STREAMS s 0',
      'XGROUP CREATE s g 0',
      'XREADGROUP GROUP g alice BLOCK 0 STREAMS s >',
      'XREADGROUP GROUP g alice BLOCK 0 STREAMS s 0',
      'XREADGROUP GROUP g alice BLOCK 0 STREAMS s 1',
      'MULTI',
      'XREAD BLOCK 0 STREAMS s $',
      'XREADGROUP GROUP g alice BLOCK 0 STREAMS s >',
      'XADD s 2 a 1',
      'XREADGROUP GROUP g alice BLOCK 0 STREAMS s >',
      'EXEC',
    ]));

  it('answer when the time is over', () =>
    both.compare([
      'XGROUP CREATE s g $ MKSTREAM',
      waits('w1', 'XREAD BLOCK 10 STREAMS s $'),
      waits('w2', 'XREADGROUP GROUP g alice BLOCK 10 STREAMS s >'),
      waits('w3', 'XREAD BLOCK 10 COUNT 2 STREAMS missing s $ 1'),
      waits('w4', 'XREADGROUP GROUP g bob BLOCK 10 NOACK STREAMS s >'),
      'XADD late 1 a 1',
    ]));

  it('of a group share what is added, first come first served', () =>
    both.compare([
      'XGROUP CREATE s g $ MKSTREAM',
      'XGROUP CREATE s h $',
      waits('w1', 'XREADGROUP GROUP g alice BLOCK 0 STREAMS s >'),
      waits('w2', 'XREADGROUP GROUP g bob BLOCK 0 COUNT 1 STREAMS s >'),
      waits('w3', 'XREADGROUP GROUP h alice BLOCK 0 NOACK STREAMS s >'),
      'XADD s 1 a 1',
      'MULTI',
      'XADD s 2 a 2',
      'XADD s 3 a 3',
      'EXEC',
      'XPENDING s g',
      'XPENDING s h',
      streamState('s'),
    ]));

  it('wait on while there is a key of another type', () =>
    both.compare([
      waits('w1', 'XREAD BLOCK 0 STREAMS s 0'),
      'SET s text',
      'DEL s',
      'RPUSH s member',
      'DEL s',
      'XADD s 1 a 1',
    ]));

  it('of a group are told that their stream is gone', () =>
    both.compare([
      ...['s', 't', 'u', 'v', 'w'].map(key => `XGROUP CREATE ${key} g $ MKSTREAM`),
      ...['s', 't', 'u', 'v', 'w'].map((key, at) =>
        waits(`w${at}`, `XREADGROUP GROUP g alice BLOCK 0 STREAMS ${key} >`),
      ),
      waits('reader', 'XREAD BLOCK 0 STREAMS s t u v w 0 0 0 0 0'),
      'DEL s',
      'SET t text',
      'RENAME u x',
      'MULTI',
      'DEL v',
      'SADD v member',
      'EXEC',
      'FLUSHALL',
    ]));

  it('of a group are told that their stream has expired', () =>
    both.compare([
      'XGROUP CREATE s g $ MKSTREAM',
      waits('w1', 'XREADGROUP GROUP g alice BLOCK 0 STREAMS s >'),
      'PEXPIRE s 1',
      waits('w2', 'XREAD BLOCK 10 STREAMS other 0'),
      'EXISTS s',
    ]));

  it('of a group are told that the group is gone', () =>
    both.compare([
      'XGROUP CREATE s g $ MKSTREAM',
      'XGROUP CREATE s h $',
      waits('w1', 'XREADGROUP GROUP g alice BLOCK 0 STREAMS s >'),
      waits('w2', 'XREADGROUP GROUP h alice BLOCK 0 STREAMS s >'),
      'XGROUP DESTROY s g',
      waits('w3', 'XREADGROUP GROUP h alice BLOCK 0 STREAMS s >'),
      'MULTI',
      'DEL s',
      'XADD s 1 a 1',
      'EXEC',
    ]));

  it('of a group are told so when databases are swapped', () =>
    both.compare([
      'XGROUP CREATE s g $ MKSTREAM',
      'XGROUP CREATE t g $ MKSTREAM',
      waits('w1', 'XREADGROUP GROUP g alice BLOCK 0 STREAMS s >'),
      waits('w2', 'XREADGROUP GROUP g alice BLOCK 0 STREAMS t >'),
      'SELECT 1',
      'XADD t 1 a 1',
      'SWAPDB 0 1',
    ]));

  it('are served by what a rename or a copy brings, and by what is not there any more', () =>
    both.compare([
      waits('w1', 'XREAD BLOCK 0 STREAMS s 0'),
      waits('w2', 'XREAD BLOCK 0 STREAMS t 0'),
      'XADD from 1 a 1',
      'COPY from t',
      'RENAME from s',
      waits('w3', 'XREAD BLOCK 0 STREAMS s $'),
      'MULTI',
      'XADD s 9 a 1',
      'XDEL s 9',
      'EXEC',
    ]));

  it('count the first place of a stream that is named twice', () =>
    both.compare([
      'XADD s 1 a 1',
      waits('w1', 'XREAD BLOCK 0 STREAMS s s 2 1'),
      'XADD s 2 a 1',
      'XADD s 3 a 1',
    ]));

  it('make their consumer only when they are served', () =>
    both.compare([
      'XGROUP CREATE s g $ MKSTREAM',
      waits('w1', 'XREADGROUP GROUP g alice BLOCK 0 STREAMS s >'),
      streamState('s'),
      'XADD s 1 a 1',
      streamState('s'),
    ]));
});

function waits(client: string, send: string): Step {
  return { client, send, blocks: true };
}
