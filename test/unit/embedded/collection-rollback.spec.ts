import { beforeEach, describe, expect, it } from '@jest/globals';
import { HashValue } from '../../../lib/embedded/keyspace/hash-value.js';
import { ListValue } from '../../../lib/embedded/keyspace/list-value.js';
import { SetValue } from '../../../lib/embedded/keyspace/set-value.js';
import type { Value } from '../../../lib/embedded/keyspace/value.js';
import { createServer } from '../../../lib/embedded/server/create-server.js';
import type { Server } from '../../../lib/embedded/server/server.js';
import { connectEmbedded, type Endpoint } from '../../support/differential-endpoint.js';
import { randomCollectionCommand } from '../../support/random-collection-commands.js';
import { RandomSource } from '../../support/random-source.js';

const ROUNDS = 200;
const NOW = 1_700_000_000_000;

describe('a roll-back over hashes, lists and sets', () => {
  let server: Server;
  let client: Endpoint;
  beforeEach(() => {
    server = createServer({ clock: () => NOW });
    client = connectEmbedded(server);
  });

  it.each([1, 2, 3, 4, 5])('leaves the keyspace as it was (seed %i)', seed => {
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
    const random = new RandomSource(7);
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

  it('brings a deleted field back where it was', () => {
    client.send(['HSET', 'h', 'a', '1', 'b', '2', 'c', '3']);
    const savepoint = server.unit.savepoint();
    client.send(['HDEL', 'h', 'b', 'a']);
    client.send(['HSET', 'h', 'b', '9']);
    server.unit.rollbackTo(savepoint);

    client.send(['HGETALL', 'h']);
    expect(client.replies.at(-1)).toEqual(['a', '1', 'b', '2', 'c', '3']);
  });

  it('keeps random members right', () => {
    client.send(['SADD', 's', 'a', 'b', 'c']);
    client.send(['SRANDMEMBER', 's']);
    const savepoint = server.unit.savepoint();
    client.send(['SREM', 's', 'a', 'b']);
    client.send(['SADD', 's', 'd']);
    server.unit.rollbackTo(savepoint);

    client.send(['SRANDMEMBER', 's', '-200']);
    const drawn = client.replies.at(-1);
    expect(new Set(Array.isArray(drawn) ? drawn : [])).toEqual(new Set(['a', 'b', 'c']));
  });

  function run(random: RandomSource, count: number): void {
    for (let left = count; left > 0; left--) {
      const command = randomCollectionCommand(random, true);
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
    return value && [key, value.encoding, value.byteSize, content(value), expiries.get(key)];
  });
  return JSON.stringify([state, memory.used]);
}

/** In order, where the order is one. */
function content(value: Value): unknown {
  if (value instanceof ListValue) return value.slice(0, value.length);
  if (value instanceof HashValue) {
    const fields = [...value.fields].map(String);
    return value.encoding === 'listpack' ? fields : fields.toSorted();
  }
  return value instanceof SetValue ? value.list().toSorted() : value.type;
}
