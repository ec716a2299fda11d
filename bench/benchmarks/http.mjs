import { deepStrictEqual, equal } from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';

const APP = fileURLToPath(new URL('../contenders/http-app.mjs', import.meta.url));
const WARM_UP_SECONDS = 2;
const ROUND_SECONDS = 2;
const CONNECTIONS = 32;

// Answers of a warm handler, requests a second; each application in a process of its own.
export async function* rows({ redisUrl, rounds, isSecondFirst }) {
  const ours = await start('ours', redisUrl);
  const theirs = await start('theirs', redisUrl);
  deepStrictEqual(await answer(ours.url), await answer(theirs.url));
  await rate(ours.url, WARM_UP_SECONDS);
  await rate(theirs.url, WARM_UP_SECONDS);

  const measured = { ours: [], theirs: [] };
  for (let round = 0; round < rounds; round++) {
    const turns = [
      [ours, measured.ours],
      [theirs, measured.theirs],
    ];
    if (isSecondFirst === (round % 2 === 0)) turns.reverse();
    for (const [{ url }, rates] of turns) rates.push(await rate(url, ROUND_SECONDS));
  }
  yield {
    name: `HTTP, warm handler, ${CONNECTIONS} connections`,
    bar: { atLeast: 1 },
    unit: 'req/s',
    ours: { label: '@Cacheable', rounds: measured.ours },
    theirs: { label: '@nestjs/cache-manager CacheInterceptor', rounds: measured.theirs },
  };
  ours.stop();
  theirs.stop();
}

async function start(name, redisUrl) {
  const app = fork(APP, [name, redisUrl], { execArgv: [] });
  const [url] = await once(app, 'message');
  return { url: `${url}/products/1`, stop: () => app.disconnect() };
}

/** The second answer, which comes from the cache. */
async function answer(url) {
  await fetch(url).then(response => response.json());
  const response = await fetch(url);
  const said = response.headers.get('cache-status') ?? response.headers.get('x-cache');
  equal(/\bhit\b/i.test(said), true, `${url} was not answered from the cache: ${said}`);
  return response.json();
}

async function rate(url, duration) {
  const result = await autocannon({ url, duration, connections: CONNECTIONS });
  equal(result.errors + result.timeouts + result.non2xx, 0, `${url} failed under load`);
  return result['2xx'] / result.duration;
}
