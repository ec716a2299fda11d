import { describe, expect, it } from '@jest/globals';
import { RandomIndex } from '../../../lib/embedded/keyspace/random-index.js';
import { createServer } from '../../../lib/embedded/server/create-server.js';
import { connectEmbedded, type Endpoint } from '../../support/differential-endpoint.js';

const MEMBERS = Array.from({ length: 1000 }, (_, at) => `m${at}`);

describe('samples of collections', () => {
  it('scan all members of a large set, in steps', () => {
    const client = connectEmbedded(createServer());
    client.send(['SADD', 's', ...MEMBERS]);

    expect(scanAll(client, 's').toSorted()).toEqual(MEMBERS.toSorted());
  });

  it.each([1, 10, 50, 99, 100, 500])('has %i members that differ', count => {
    const index = new RandomIndex(MEMBERS.slice(0, 100));
    const sample = index.sample(count);

    expect(sample).toHaveLength(Math.min(count, 100));
    expect(new Set(sample).size).toBe(sample.length);
  });

  it('draws every member about as often, after changes too', () => {
    const index = new RandomIndex(MEMBERS.slice(0, 12));
    for (const gone of ['m0', 'm5', 'm11']) index.delete(gone);
    index.add('new');
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 10_000; draw++) {
      const member = index.draw();
      counts.set(member, (counts.get(member) ?? 0) + 1);
    }

    expect(counts.size).toBe(10);
    expect(Math.min(...counts.values())).toBeGreaterThan(800);
    expect(Math.max(...counts.values())).toBeLessThan(1200);
  });
});

function scanAll(client: Endpoint, key: string): string[] {
  const found: string[] = [];
  let cursor = '0';
  do {
    client.send(['SSCAN', key, cursor, 'COUNT', '7']);
    const reply = client.replies.at(-1);
    const [next, members] = Array.isArray(reply) ? reply : [];
    if (Array.isArray(members)) found.push(...members.map(String));
    cursor = String(next);
  } while (cursor !== '0');
  return found;
}
