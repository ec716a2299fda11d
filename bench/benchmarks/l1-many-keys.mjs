import { openHybridCache } from '../contenders/hybrid-cache.mjs';
import { openLayeredLoader } from '../contenders/layered-loader.mjs';
import { evenSequence, keysOf, SEQUENCE_MASK, zipfSequence } from '../fixtures/keys.mjs';
import { payload } from '../fixtures/payload.mjs';

const SPREADS = [
  { name: '1,000 keys', count: 1000, sequenceOf: evenSequence },
  { name: '10,000 keys (Zipf)', count: 10_000, sequenceOf: zipfSequence },
];

// Hits of the first tier, spread over many keys: the order of use changes at every read.
export async function* rows(context) {
  const { cache, close } = await openHybridCache(context.redisUrl);
  for (const spread of SPREADS) yield await row(context, cache, spread);
  yield await freshKeysRow(context, cache);
  await close();
}

async function row({ compare }, cache, { name, count, sequenceOf }) {
  const { loader, keys } = await filled(cache, count);
  const reads = sequenceOf(keys);
  return compare({
    name: `L1 hit, get, ${name}`,
    bar: { atMost: 1 },
    ours: {
      label: 'get',
      run: async iterations => {
        for (let i = 0; i < iterations; i++) await cache.get(reads[i & SEQUENCE_MASK]);
      },
      result: () => cache.get(reads[0]),
    },
    theirs: {
      label: 'layered-loader get',
      run: async iterations => {
        for (let i = 0; i < iterations; i++) await loader.get(reads[i & SEQUENCE_MASK]);
      },
      result: () => loader.get(reads[0]),
    },
  });
}

/** Each key is a new string, as one that is made of a request's parameters: it has yet to be hashed. */
async function freshKeysRow({ compare }, cache) {
  const { loader } = await filled(cache, 1000);
  return compare({
    name: 'L1 hit, get, key made anew',
    ours: {
      label: 'get',
      run: async iterations => {
        for (let i = 0; i < iterations; i++) await cache.get(`product:${i % 1000}`);
      },
    },
    theirs: {
      label: 'layered-loader get',
      run: async iterations => {
        for (let i = 0; i < iterations; i++) await loader.get(`product:${i % 1000}`);
      },
    },
  });
}

async function filled(cache, count) {
  const keys = keysOf(count);
  const entries = keys.map((key, id) => [key, payload(id)]);
  await cache.setMany(entries);
  return { keys, loader: await openLayeredLoader(entries) };
}
