import { openHybridCache } from '../contenders/hybrid-cache.mjs';
import { openLayeredLoader } from '../contenders/layered-loader.mjs';
import { payload } from '../fixtures/payload.mjs';

const KEY = 'product:1';
const factory = () => payload();

// Hits of the first tier, of one hot key.
export async function* rows({ compare, redisUrl }) {
  const { cache, close } = await openHybridCache(redisUrl);
  await cache.set(KEY, payload());
  const loader = await openLayeredLoader([[KEY, payload()]]);

  const loaderGet = {
    label: 'layered-loader get',
    run: async iterations => {
      for (let i = 0; i < iterations; i++) await loader.get(KEY);
    },
    result: () => loader.get(KEY),
  };

  yield await compare({
    name: 'L1 hit, get',
    bar: { atMost: 1 },
    ours: {
      label: 'get',
      run: async iterations => {
        for (let i = 0; i < iterations; i++) await cache.get(KEY);
      },
      result: () => cache.get(KEY),
    },
    theirs: loaderGet,
  });

  yield await compare({
    name: 'L1 hit, getOrCreate',
    bar: { atMost: 1.3 },
    ours: {
      label: 'getOrCreate',
      run: async iterations => {
        for (let i = 0; i < iterations; i++) await cache.getOrCreate(KEY, factory);
      },
      result: () => cache.getOrCreate(KEY, factory),
    },
    theirs: loaderGet,
  });

  yield await compare({
    name: 'L1 hit, peek',
    bar: { atMost: 1.2 },
    ours: {
      label: 'peek',
      run: iterations => {
        for (let i = 0; i < iterations; i++) cache.peek(KEY);
      },
      result: () => cache.peek(KEY),
    },
    theirs: {
      label: 'layered-loader getInMemoryOnly',
      run: iterations => {
        for (let i = 0; i < iterations; i++) loader.getInMemoryOnly(KEY);
      },
      result: () => loader.getInMemoryOnly(KEY),
    },
  });

  await close();
}
