import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import keyvTestSuite, { keyvIteratorTests, type Runner } from '@keyv/test-suite';
import { Keyv } from 'keyv';
import { HybridKeyvStore } from '../../lib/cache/index.js';
import { describeBackends } from '../support/backends.js';
import { createTestCache, type TestCache } from '../support/cache.js';

/** The suite is written for another runner, whose tests get `expect` handed. */
const runner: Runner = {
  it: (name, run) => it(name, () => run({ expect })),
  beforeEach,
  afterEach,
};

describeBackends("Keyv's test suite", backend => {
  describe.each([
    ['both tiers', {}],
    ['the second tier alone', { useLocal: false }],
  ])('with %s', (_tiers, options) => {
    let opened: TestCache;

    beforeAll(async () => {
      opened = await createTestCache(backend.connection(), options);
    });
    afterAll(() => opened.connection.close());

    const store = (): HybridKeyvStore => new HybridKeyvStore(opened.cache);
    keyvTestSuite(runner, Keyv, store);
    keyvIteratorTests(runner, Keyv, store);
  });
});
