import { randomUUID } from 'node:crypto';
import { type ConnectionOptions, EmbeddedEngine } from 'nest-hybrid-cache';
import { CityDatabase } from '../cities/city-database.js';
import { inOrder } from './in-order.js';
import { Instance } from './instance.js';
import { leaderboard } from './steps/leaderboard.js';
import { limit } from './steps/limit.js';
import { stampede } from './steps/stampede.js';
import { stream } from './steps/stream.js';
import { formatCount } from './table.js';
import { Tour } from './tour.js';

const SHOWN_ERRORS = 5;

// Keys of its own: on a server that others use too, nothing else is counted, or removed.
process.env.KEY_PREFIX = `cities-tour-${randomUUID()}`;

const start = performance.now();
const redisUrl = process.env.REDIS_URL;
const engine = await EmbeddedEngine.create();
// Two apps in one process share an engine by sharing a client of it.
const connection: ConnectionOptions = redisUrl ? { url: redisUrl } : { client: engine.connect() };
const instances = [
  await Instance.start('A', connection),
  await Instance.start('B', connection),
] as const;
try {
  const tour = new Tour(CityDatabase.connect(), instances);
  console.log(
    `Two instances of the app share ${redisUrl ?? 'one embedded engine'} and one database of ` +
      `${formatCount(tour.database.size)} cities.\n`,
  );
  await inOrder([stream, stampede, limit, leaderboard], async step => {
    console.log(`${await step(tour)}\n`);
  });
  conclude(tour);
  await instances[0].clearCache();
} finally {
  await Promise.all(instances.map(instance => instance.close()));
  await engine.close();
}

function conclude({ ledger: { answers, errors } }: Tour): void {
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (errors.length === 0) {
    console.log(`All ${formatCount(answers)} answers were the database's. (${seconds} s)`);
    return;
  }
  process.exitCode = 1;
  console.error(`Faults: ${errors.length}, in ${formatCount(answers)} answers. The first:`);
  for (const error of errors.slice(0, SHOWN_ERRORS)) console.error(`- ${error}`);
}
