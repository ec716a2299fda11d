import { beforeEach, describe, expect, it } from '@jest/globals';
import { StreamValue } from '../../../lib/embedded/keyspace/stream/stream-value.js';
import { createServer } from '../../../lib/embedded/server/create-server.js';
import type { Server } from '../../../lib/embedded/server/server.js';
import { connectEmbedded, type Endpoint } from '../../support/differential-endpoint.js';
import { RandomSource } from '../../support/random-source.js';
import { randomStreamCommand } from '../../support/random-stream-commands.js';

const ROUNDS = 150;
const NOW = 1_700_000_000_000;

describe('a roll-back over streams', () => {
  let server: Server;
  let client: Endpoint;
  let now: number;
  let place: number;
  beforeEach(() => {
    now = NOW;
    place = 0;
    server = createServer({ clock: () => now });
    client = connectEmbedded(server);
    // So that many nodes come and go.
    client.send(['CONFIG', 'SET', 'stream-node-max-entries', '5']);
  });

  it.each([1, 2, 3, 4, 5])('leaves the keyspace as it was (seed %i)', seed => {
    const random = new RandomSource(seed);
    let changed = 0;
    for (let round = 0; round < ROUNDS; round++) {
      run(random, 3);
      const before = dump(server);
      const savepoint = server.unit.savepoint();
      run(random, 1 + random.below(15));
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

  it('copies all of a stream, and nothing that is shared', () => {
    const random = new RandomSource(10);
    for (let round = 0; round < ROUNDS; round++) {
      run(random, 5);
      const copies = [...server.keyspace.first.values.values()].map(value => value.clone());
      const before = copies.map(content);
      expect(before).toEqual([...server.keyspace.first.values.values()].map(content));
      run(random, 5);

      expect(copies.map(content)).toEqual(before);
    }
  });

  function run(random: RandomSource, count: number): void {
    for (let left = count; left > 0; left--) {
      now += random.below(100);
      client.send(randomStreamCommand(random, place++));
    }
    client.replies.length = 0;
  }
});

function dump({ keyspace, memory }: Server): string {
  const { values, expiries } = keyspace.first;
  const keys = [...values.keys()].toSorted();
  const state = keys.map(key => {
    const value = values.get(key);
    return [key, value?.byteSize, content(value), expiries.get(key)];
  });
  return JSON.stringify([state, memory.used]);
}

/** Everything a stream consists of, deleted entries and the indexes of consumers too. */
function content(value: unknown): unknown {
  if (!(value instanceof StreamValue)) return 'no stream';
  const { history, length, groups } = value;
  const nodes = Array.from(value.nodes, node => [
    node.liveCount,
    node.byteSize,
    node.hasRoomFor(50, { streamNodeMaxBytes: 400, streamNodeMaxEntries: 0 }),
    node.entries.map(({ id, fields, isDeleted }) => [String(id), fields, isDeleted]),
  ]);
  return [
    [history.lastId, history.maxDeletedId, history.entriesAdded].map(String),
    length,
    nodes,
    groups.map(({ name, position, pending, consumers, byteSize }) => [
      [name, position.lastId, position.entriesRead, pending.size, byteSize].map(String),
      Array.from(pending, entry => [
        ...[entry.id, entry.deliveryTime, entry.deliveryCount].map(String),
        entry.consumer.name,
        entry.consumer.pending.get(entry.id) === entry,
      ]),
      consumers.map(consumer => [consumer.name, consumer.seenTime, consumer.pending.size]),
    ]),
  ];
}
