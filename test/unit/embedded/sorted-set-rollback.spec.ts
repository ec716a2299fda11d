import { beforeEach, describe, expect, it } from '@jest/globals';
import { SortedSetValue } from '../../../lib/embedded/keyspace/sorted-set/sorted-set-value.js';
import { createServer } from '../../../lib/embedded/server/create-server.js';
import type { Server } from '../../../lib/embedded/server/server.js';
import { connectEmbedded, type Endpoint } from '../../support/differential-endpoint.js';
import { RandomSource } from '../../support/random-source.js';
import { SORTED_SET_SETUP, sortedSetCommand } from '../../support/sorted-set-commands.js';

const ROUNDS = 400;
const NOW = 1_700_000_000_000;

describe('a roll-back over sorted sets', () => {
  let server: Server;
  let client: Endpoint;
  beforeEach(() => {
    server = createServer({ clock: () => NOW });
    client = connectEmbedded(server);
    // So that both encodings are met.
    client.send(['CONFIG', 'SET', 'zset-max-listpack-entries', '6']);
    for (const command of SORTED_SET_SETUP) client.send(command);
  });

  it.each([1, 2, 3])('leaves the keyspace as it was (seed %i)', seed => {
    const random = new RandomSource(seed);
    let changed = 0;
    for (let round = 0; round < ROUNDS; round++) {
      run(random, 3);
      const before = dump(server);
      const savepoint = server.unit.savepoint();
      run(random, 1 + random.below(12));
      if (dump(server) !== before) changed++;
      server.unit.rollbackTo(savepoint);

      expect(dump(server)).toBe(before);
    }
    expect(changed).toBeGreaterThan(ROUNDS / 2);
  });

  it('counts the bytes of what is there, as if it had just been made', () => {
    const random = new RandomSource(9);
    for (let round = 0; round < ROUNDS; round++) {
      run(random, 10);
      for (const [key, value] of server.keyspace.first.values) {
        const sizes = [value.accounted, value.clone().byteSize].join(' ');
        expect(`${key} ${sizes}`).toBe(`${key} ${value.byteSize} ${value.byteSize}`);
      }
    }
    client.send(['FLUSHALL']);
    expect(server.memory.used).toBe(0);
  });

  function run(random: RandomSource, count: number): void {
    for (let left = count; left > 0; left--) {
      const command = sortedSetCommand(random);
      // Those that would wait have no place in what can be rolled back.
      if (!command[0]?.startsWith('B')) client.send(command);
    }
    client.replies.length = 0;
  }
});

function dump({ keyspace, memory }: Server): string {
  const { values, expiries } = keyspace.first;
  const keys = [...values.keys()].toSorted();
  const state = keys.map(key => {
    const value = values.get(key);
    if (!(value instanceof SortedSetValue)) return [key, value?.byteSize];
    const entries = value.slice().map(entry => [entry.member, String(entry.score)]);
    const ranks = entries.map(([member = '']) => value.rank(member));
    return [key, value.encoding, value.byteSize, entries, ranks, expiries.get(key)];
  });
  return JSON.stringify([state, memory.used]);
}
