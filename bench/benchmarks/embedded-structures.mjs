import { openEmbeddedEngine } from '../contenders/embedded-engine.mjs';
import { openIoredis } from '../contenders/ioredis.mjs';
import { oneAtATime } from '../harness/loops.mjs';

const LARGE = 100_000;
const SMALL = 100;
const BATCH = 1000;
const MICROSECOND = 1000;

// Operations on large values of the embedded engine: those of a sorted set against redis-server, those
// of a list against the same on a short one.
export async function* rows({ compare, redisUrl }) {
  const engine = await openEmbeddedEngine();
  const { client } = engine;
  const server = await openIoredis(redisUrl);

  for (const each of [client, server]) await fillSortedSet(each);
  const update = each => each.zadd('scores', Math.random(), `member:${randomBelow(LARGE)}`);
  yield await compare({
    name: `embedded, ZADD of a member among ${LARGE.toLocaleString('en')}`,
    bar: { oursAtMost: 15 * MICROSECOND },
    ours: { label: 'engine', run: oneAtATime(() => update(client)) },
    theirs: { label: 'redis-server over TCP', run: oneAtATime(() => update(server)) },
  });

  await fillList(client, 'large', LARGE);
  await fillList(client, 'small', SMALL);
  // What is added is taken again, so that the length stays.
  const ways = {
    'LPUSH, RPOP': async key => {
      await client.lpush(key, 'element');
      await client.rpop(key);
    },
    'RPUSH, LPOP': async key => {
      await client.rpush(key, 'element');
      await client.lpop(key);
    },
    'LINDEX 0, -1': async key => {
      await client.lindex(key, 0);
      await client.lindex(key, -1);
    },
    RPOPLPUSH: key => client.rpoplpush(key, key),
  };
  for (const [name, call] of Object.entries(ways)) {
    yield await compare({
      name: `embedded, ${name} of ${LARGE.toLocaleString('en')} elements`,
      bar: { atMost: 1.2 },
      ours: { label: `${LARGE} elements`, run: oneAtATime(() => call('large')) },
      theirs: { label: `${SMALL} elements`, run: oneAtATime(() => call('small')) },
    });
  }

  server.disconnect();
  await engine.close();
}

async function fillSortedSet(client) {
  for (let first = 0; first < LARGE; first += BATCH) {
    const members = Array.from({ length: BATCH }, (_, at) => `member:${first + at}`);
    await client.zadd('scores', ...members.flatMap(member => [Math.random(), member]));
  }
}

async function fillList(client, key, count) {
  for (let length = 0; length < count; length += BATCH) {
    const elements = Array.from({ length: Math.min(BATCH, count) }, () => 'element');
    await client.rpush(key, ...elements);
  }
}

function randomBelow(count) {
  return Math.floor(Math.random() * count);
}
