import { beforeEach, describe, expect, it } from '@jest/globals';
import { StringValue } from '../../../lib/embedded/keyspace/string-value.js';
import { createServer } from '../../../lib/embedded/server/create-server.js';
import type { Server } from '../../../lib/embedded/server/server.js';
import { connectEmbedded, type Endpoint } from '../../support/differential-endpoint.js';
import { randomBitmapCommand } from '../../support/random-bitmap-commands.js';
import { randomGeoCommand } from '../../support/random-geo-commands.js';
import { randomHyperLogLogCommand } from '../../support/random-hyperloglog-commands.js';
import { RandomSource } from '../../support/random-source.js';

const ROUNDS = 80;
const NOW = 1_700_000_000_000;
const COMMANDS = { bitmaps: randomBitmapCommand, HyperLogLogs: randomHyperLogLogCommand };

describe('a roll-back over strings that are changed in place', () => {
  let server: Server;
  let client: Endpoint;
  beforeEach(() => {
    server = createServer({ clock: () => NOW });
    client = connectEmbedded(server);
  });

  it.each(['bitmaps', 'HyperLogLogs'] as const)('leaves %s as they were', name => {
    const random = new RandomSource(1);
    let changed = 0;
    for (let round = 0; round < ROUNDS; round++) {
      run(random, name, 3);
      const before = dump(server);
      const savepoint = server.unit.savepoint();
      run(random, name, 1 + random.below(12));
      if (dump(server) !== before) changed++;
      server.unit.rollbackTo(savepoint);

      expect(dump(server)).toBe(before);
    }
    expect(changed).toBeGreaterThan(ROUNDS / 2);
  });

  it('takes back the bit of a string that was kept as an integer', () => {
    client.send(['SET', 'n', '12345']);
    const savepoint = server.unit.savepoint();
    client.send(['SETBIT', 'n', '1000', '1']);
    client.send(['SETBIT', 'n', '3', '0']);
    server.unit.rollbackTo(savepoint);

    expect(dump(server)).toContain('["n","int","12345"]');
  });

  it('gives back the room that a string has grown by', () => {
    client.send(['APPEND', 'a', 'x']);
    client.send(['APPEND', 'a', 'y']);
    const before = server.keyspace.first.memoryOf('a');
    const savepoint = server.unit.savepoint();
    client.send(['SETRANGE', 'a', '1000', 'z']);
    server.unit.rollbackTo(savepoint);

    expect(server.keyspace.first.memoryOf('a')).toBe(before);
  });

  it('takes back the change of a HyperLogLog to the dense encoding', () => {
    client.send(['PFADD', 'p', 'a', 'b', 'c']);
    const before = dump(server);
    const savepoint = server.unit.savepoint();
    client.send(['PFDEBUG', 'TODENSE', 'p']);
    client.send(['PFADD', 'p', 'd', 'e']);
    client.send(['PFCOUNT', 'p']);
    server.unit.rollbackTo(savepoint);

    expect(dump(server)).toBe(before);
  });

  it('takes back positions', () => {
    const random = new RandomSource(2);
    client.send(['GEOADD', 'g1', '13.361389', '38.115556', 'm1', '15', '37', 'm2']);
    const before = positions();
    const savepoint = server.unit.savepoint();
    for (let left = 50; left > 0; left--) client.send([...randomGeoCommand(random)]);
    server.unit.rollbackTo(savepoint);

    expect(positions()).toEqual(before);
    expect(server.keyspace.first.size).toBe(1);
  });

  function run(random: RandomSource, name: keyof typeof COMMANDS, count: number): void {
    for (let left = count; left > 0; left--) {
      const command = COMMANDS[name](random);
      // What is configured is no part of the keyspace.
      if (command[0] !== 'CONFIG') client.send([...command]);
    }
    client.replies.length = 0;
  }

  function positions(): unknown {
    client.send(['ZRANGE', 'g1', '0', '-1', 'WITHSCORES']);
    return client.replies.at(-1);
  }
});

function dump({ keyspace, memory }: Server): string {
  const { values, expiries } = keyspace.first;
  const keys = [...values.keys()].toSorted();
  const state = keys.map(key => {
    const value = values.get(key);
    return value instanceof StringValue ? [key, value.encoding, value.bytes] : [key];
  });
  return JSON.stringify([state, keys.map(key => expiries.get(key)), memory.used]);
}
