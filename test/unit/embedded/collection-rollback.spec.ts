import { beforeEach, describe, expect, it } from '@jest/globals';
import { createServer } from '../../../lib/embedded/server/create-server.js';
import type { Server } from '../../../lib/embedded/server/server.js';
import { connectEmbedded, type Endpoint } from '../../support/differential-endpoint.js';

describe('a roll-back over collections', () => {
  let server: Server;
  let client: Endpoint;
  beforeEach(() => {
    server = createServer();
    client = connectEmbedded(server);
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

  it('brings back the encoding that SORT took from a sorted set', () => {
    client.send(['ZADD', 'z', '1', 'a']);
    const savepoint = server.unit.savepoint();
    client.send(['SORT', 'z', 'ALPHA']);
    server.unit.rollbackTo(savepoint);

    client.send(['OBJECT', 'ENCODING', 'z']);
    expect(client.replies.at(-1)).toBe('listpack');
  });
});
