import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Cluster } from 'ioredis';
import { RedisCluster } from '../../support/redis-cluster.js';

describe('RedisCluster', () => {
  let cluster: RedisCluster;
  let client: Cluster;

  beforeAll(async () => {
    cluster = await RedisCluster.start({ masters: 3, replicasPerMaster: 1 });
    client = cluster.client();
  });
  afterAll(() => cluster.stop());

  it('serves keys in the slots of each master', async () => {
    const keys = Array.from({ length: 30 }, (_, i) => `key-${i}`);
    await Promise.all(keys.map(key => client.set(key, key)));
    expect(await Promise.all(keys.map(key => client.get(key)))).toEqual(keys);
    const sizes = await Promise.all(cluster.masters.map(master => master.client().dbsize()));
    expect(sizes.every(size => size > 0)).toBe(true);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(keys.length);
  });

  it('has a replica for each master', () => {
    expect(cluster.nodes).toHaveLength(6);
    expect(client.nodes('master')).toHaveLength(3);
    expect(client.nodes('slave')).toHaveLength(3);
  });
});
