import { openHybridCache } from '../contenders/hybrid-cache.mjs';
import { openIoredis } from '../contenders/ioredis.mjs';
import { countVisit } from '../fixtures/count-visit.mjs';
import { inFlight, oneAtATime } from '../harness/loops.mjs';

const WIDTH = 100;
const TTL = 60_000;
const VISITOR = 'visitor-4711';

// A call of a script of three commands, against ioredis's `evalsha` of the same script.
export async function* rows({ compare, redisUrl }) {
  const { cache, close } = await openHybridCache(redisUrl);
  const client = await openIoredis(redisUrl);
  const executor = cache.scriptExecutor;
  const prepared = await executor.prepare(countVisit);
  const digest = await client.script('LOAD', countVisit.lua);

  const ways = [
    {
      label: 'run',
      call: () =>
        executor.run(
          countVisit,
          { visits: 'visits', latest: 'latest' },
          { ttl: TTL, visitor: VISITOR },
        ),
    },
    {
      label: 'prepared.run',
      call: () =>
        prepared.run({ visits: 'visits', latest: 'latest' }, { ttl: TTL, visitor: VISITOR }),
    },
    {
      label: 'execute',
      call: () => executor.execute(countVisit, ['visits', 'latest'], [TTL, VISITOR]),
    },
  ];
  const evalsha = () => client.evalsha(digest, 2, 'bench:visits', 'bench:latest', TTL, VISITOR);

  for (const { label, call } of ways) {
    yield await compare({
      name: `script, ${label}, one at a time`,
      bar: { atMost: 1.1 },
      ours: { label, run: oneAtATime(call) },
      theirs: { label: 'ioredis evalsha', run: oneAtATime(evalsha) },
    });
  }
  for (const { label, call } of ways) {
    yield await compare({
      name: `script, ${label}, ${WIDTH} in flight`,
      bar: { atMost: 1.15 },
      ours: { label, run: inFlight(WIDTH, call) },
      theirs: {
        label: 'ioredis evalsha',
        run: inFlight(WIDTH, evalsha),
      },
    });
  }

  client.disconnect();
  await close();
}
