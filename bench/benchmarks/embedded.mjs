import { openEmbeddedEngine } from '../contenders/embedded-engine.mjs';
import { openIoredis } from '../contenders/ioredis.mjs';
import { openIoredisMock } from '../contenders/ioredis-mock.mjs';
import { COUNT_UP, countUpOn } from '../fixtures/count-up.mjs';
import { oneAtATime } from '../harness/loops.mjs';

const MICROSECOND = 1000;

// Round trips of an ioredis client of the embedded engine, against one of redis-server over loopback.
export async function* rows({ compare, redisUrl }) {
  const engine = await openEmbeddedEngine();
  const ours = engine.client;
  const theirs = await openIoredis(redisUrl);
  for (const client of [ours, theirs]) await client.set('key', 'x'.repeat(100));
  const digest = await ours.script('LOAD', COUNT_UP);
  await theirs.script('LOAD', COUNT_UP);

  yield await compare({
    name: 'embedded, GET',
    bar: { atMost: 0.2, oursAtMost: 6 * MICROSECOND },
    ours: {
      label: 'engine',
      run: oneAtATime(() => ours.get('key')),
      result: () => ours.get('key'),
    },
    theirs: {
      label: 'redis-server over TCP',
      run: oneAtATime(() => theirs.get('key')),
      result: () => theirs.get('key'),
    },
  });

  const evalsha = await countUpOn(ours, digest);
  const theirEvalsha = await countUpOn(theirs, digest);
  yield await compare({
    name: 'embedded, EVALSHA of three commands',
    bar: { atMost: 0.2, oursAtMost: 15 * MICROSECOND },
    ours: { label: 'engine', run: oneAtATime(evalsha), result: evalsha },
    theirs: {
      label: 'redis-server over TCP',
      run: oneAtATime(theirEvalsha),
      result: theirEvalsha,
    },
  });

  const mock = openIoredisMock();
  // It has no SCRIPT LOAD.
  await mock.eval(COUNT_UP, 1, 'learnt', 1, 60);
  const besideMock = await countUpOn(ours, digest);
  const mockEvalsha = await countUpOn(mock, digest);
  yield await compare({
    name: 'embedded, EVALSHA of three commands, ioredis-mock',
    bar: { atMost: 1 / 40 },
    ours: { label: 'engine', run: oneAtATime(besideMock), result: besideMock },
    theirs: { label: 'ioredis-mock', run: oneAtATime(mockEvalsha), result: mockEvalsha },
  });

  const transactional = await openEmbeddedEngine({ scripts: { onError: 'rollback' } });
  await transactional.client.script('LOAD', COUNT_UP);
  const rollback = await countUpOn(transactional.client, digest);
  const keep = await countUpOn(ours, digest);
  yield await compare({
    name: "embedded, EVALSHA of three commands, onError: 'rollback'",
    bar: { atMost: 1.1 },
    ours: { label: "onError: 'rollback'", run: oneAtATime(rollback), result: rollback },
    theirs: { label: "onError: 'keep'", run: oneAtATime(keep), result: keep },
  });

  mock.disconnect();
  theirs.disconnect();
  await transactional.close();
  await engine.close();
}
