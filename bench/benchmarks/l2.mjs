import { openHybridCache } from '../contenders/hybrid-cache.mjs';
import { openIoredis } from '../contenders/ioredis.mjs';
import { keysOf } from '../fixtures/keys.mjs';
import { payload } from '../fixtures/payload.mjs';
import { inFlight, oneAtATime } from '../harness/loops.mjs';

const WIDTH = 100;
const PAST_FIRST_TIER = { useLocal: false };

// Hits of the second tier, the first passed by, against a `GET` whose reply is parsed.
export async function* rows({ compare, redisUrl }) {
  const { cache, close } = await openHybridCache(redisUrl);
  const client = await openIoredis(redisUrl);
  const keys = keysOf(WIDTH);
  const names = keys.map(key => `bench:${key}`);
  await cache.setMany(keys.map((key, id) => [key, payload(id)]));

  const get = number => cache.get(keys[number], PAST_FIRST_TIER);
  const rawGet = async number => JSON.parse(await client.get(names[number]));

  yield await compare({
    name: 'L2 hit, one at a time',
    bar: { atMost: 1.25 },
    ours: {
      label: 'get, useLocal: false',
      run: oneAtATime(() => get(0)),
      result: () => get(0),
    },
    theirs: {
      label: 'ioredis GET + JSON.parse',
      run: oneAtATime(() => rawGet(0)),
      result: () => rawGet(0),
    },
  });

  // Of keys that differ: reads of one key would join each other on our side.
  yield await compare({
    name: `L2 hit, ${WIDTH} in flight`,
    bar: { atMost: 1.25 },
    ours: {
      label: 'get, useLocal: false',
      run: inFlight(WIDTH, get),
    },
    theirs: {
      label: 'ioredis GET + JSON.parse',
      run: inFlight(WIDTH, rawGet),
    },
  });

  // As a read after the copy of this process has ended: the copy is made anew, and ends with its
  // entry, so the time that is left is read too.
  const refill = number => {
    cache.removeLocal(keys[number]);
    return cache.get(keys[number]);
  };
  yield await compare({
    name: 'L2 hit that fills L1, one at a time',
    ours: {
      label: 'get after removeLocal',
      run: oneAtATime(() => refill(0)),
    },
    theirs: {
      label: 'ioredis GET + JSON.parse',
      run: oneAtATime(() => rawGet(0)),
    },
  });

  client.disconnect();
  await close();
}
