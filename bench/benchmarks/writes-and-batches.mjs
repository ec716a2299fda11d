import { openHybridCache } from '../contenders/hybrid-cache.mjs';
import { openIoredis } from '../contenders/ioredis.mjs';
import { TTL_MS } from '../contenders/limits.mjs';
import { keysOf } from '../fixtures/keys.mjs';
import { payload } from '../fixtures/payload.mjs';
import { oneAtATime } from '../harness/loops.mjs';

const BATCH = 100;
const PAST_FIRST_TIER = { useLocal: false };

// What has no bar: writes, batches, and a miss whose value is made and stored.
export async function* rows({ compare, redisUrl }) {
  const { cache, close } = await openHybridCache(redisUrl);
  const client = await openIoredis(redisUrl);
  const value = payload();
  const keys = keysOf(BATCH);
  const names = keys.map(key => `bench:${key}`);
  await cache.setMany(keys.map(key => [key, value]));

  yield await compare({
    name: 'set',
    ours: { label: 'set', run: oneAtATime(() => cache.set('set', value)) },
    theirs: {
      label: 'ioredis SET PX + JSON.stringify',
      run: oneAtATime(() => client.set('raw:set', JSON.stringify(value), 'PX', TTL_MS)),
    },
  });

  const rawMget = async () => (await client.mget(names)).map(text => JSON.parse(text));
  yield await compare({
    name: `getMany(${BATCH}) past L1`,
    ours: { label: 'getMany', run: oneAtATime(() => cache.getMany(keys, PAST_FIRST_TIER)) },
    theirs: { label: 'ioredis MGET + JSON.parse', run: oneAtATime(rawMget) },
  });
  yield await compare({
    name: `getMany(${BATCH}) from L1`,
    ours: { label: 'getMany', run: oneAtATime(() => cache.getMany(keys)) },
    theirs: { label: 'ioredis MGET + JSON.parse', run: oneAtATime(rawMget) },
  });

  const runs = { ours: 0, theirs: 0 };
  yield await compare({
    name: 'miss, load and fill',
    ours: {
      label: 'getOrCreate',
      run: oneAtATime(() =>
        cache.getOrCreate(`miss:${runs.ours++}`, () => payload(), { ttl: '1s' }),
      ),
    },
    theirs: {
      label: 'ioredis GET, SET PX',
      run: oneAtATime(async () => {
        const name = `raw:miss:${runs.theirs++}`;
        if ((await client.get(name)) !== null) return;
        await client.set(name, JSON.stringify(payload()), 'PX', 1000);
      }),
    },
  });

  client.disconnect();
  await close();
}
