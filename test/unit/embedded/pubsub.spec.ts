import { beforeEach, describe, expect, it } from '@jest/globals';
import { PrefixIndex } from '../../../lib/embedded/keyspace/prefix-index.js';
import { createServer } from '../../../lib/embedded/server/create-server.js';
import type { Server } from '../../../lib/embedded/server/server.js';
import { testClient, type TestClient } from './test-client.js';

const MESSAGE = '*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nx\r\n';
const ROLLBACK = '--[[@on-error rollback]] ';

describe('published messages', () => {
  let server: Server;
  let publisher: TestClient;
  let subscriber: TestClient;
  beforeEach(() => {
    server = createServer();
    publisher = testClient(server);
    subscriber = testClient(server);
    subscriber.call('SUBSCRIBE c');
  });

  it('are not sent by a script that is rolled back, and the others are', () => {
    publisher.call(`EVAL "${ROLLBACK}redis.call('publish', 'c', 'lost') error('no')" 0`);
    publisher.call(`EVAL "${ROLLBACK}return redis.call('publish', 'c', 'x')" 0`);

    expect(subscriber.take()).toBe(MESSAGE);
  });

  it('are sent by a script that fails but is not rolled back', () => {
    publisher.call(`EVAL "redis.call('publish', 'c', 'x') error('no')" 0`);

    expect(subscriber.take()).toBe(MESSAGE);
  });

  it('of a transaction come whole and before its answer, also to its own client', () => {
    publisher.call('HELLO 3');
    publisher.call('SUBSCRIBE c');
    publisher.call('MULTI');
    publisher.call('PUBLISH c x');
    publisher.call('GET a');

    expect(publisher.call('EXEC')).toBe(`${MESSAGE.replace('*', '>')}*2\r\n:2\r\n_\r\n`);
  });

  it('of a transaction go to who was subscribed at their point, whatever comes after', () => {
    publisher.call('MULTI');
    publisher.call('PUBLISH c x');
    publisher.call('SUBSCRIBE c');
    publisher.call('EXEC');

    expect(publisher.take()).toBe('');
    expect(subscriber.take()).toBe(MESSAGE);
  });

  it('of changed keys are not even made while nobody is subscribed', () => {
    publisher.call('CONFIG SET notify-keyspace-events KEA');
    expect(server.events.publish).toBeDefined();
    subscriber.call('UNSUBSCRIBE');
    expect(server.events.publish).toBeUndefined();
    subscriber.call('PSUBSCRIBE __key*');
    expect(server.events.publish).toBeDefined();
    subscriber.session.close();

    expect(server.events.publish).toBeUndefined();
    expect(publisher.call('SET a 1')).toBe('+OK\r\n');
  });
});

describe('PrefixIndex', () => {
  it('finds what has a prefix of the text, the empty prefix among them', () => {
    const index = new PrefixIndex<string>();
    for (const prefix of ['', 'a', 'ab', 'abc', 'b', 'ac']) index.add(prefix, `<${prefix}>`);
    index.add('ab', 'another');

    expect(index.find('ab').toSorted()).toEqual(['<>', '<a>', '<ab>', 'another']);
    expect(index.find('')).toEqual(['<>']);
  });

  it('forgets what is deleted, and leaves the rest', () => {
    const index = new PrefixIndex<string>();
    index.add('a', 'first');
    index.add('a', 'second');
    index.delete('a', 'first');
    index.delete('a', 'never there');
    index.delete('none', 'first');

    expect(index.find('abc')).toEqual(['second']);
    index.delete('a', 'second');
    expect(index.find('abc')).toEqual([]);
  });
});
