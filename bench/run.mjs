import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machine } from './harness/machine.mjs';
import { startRedisServer } from './harness/redis-server.mjs';
import { runBenchmark } from './harness/run-benchmark.mjs';
import { summarize, table } from './harness/table.mjs';

const BENCHMARKS = [
  'l1-one-key',
  'l1-many-keys',
  'l1-other-caches',
  'l2',
  'script',
  'writes-and-batches',
  'embedded',
  'embedded-structures',
  'embedded-start',
  'embedded-memory',
  'http',
];

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '7' },
    processes: { type: 'string', default: '3' },
    out: {
      type: 'string',
      default: fileURLToPath(new URL('results/latest.json', import.meta.url)),
    },
  },
});

// So that whatever ends this process also ends the server that it started.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

const server = await startRedisServer();
const settings = {
  rounds: Number(options.rounds),
  processes: Number(options.processes),
  redisUrl: server.url,
};
const rows = [];
for (const name of BENCHMARKS.filter(each => each.includes(options.only))) {
  console.error(`${name} …`);
  const file = new URL(`benchmarks/${name}.mjs`, import.meta.url).href;
  try {
    rows.push(...(await runBenchmark(file, settings)).map(summarize));
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
}
await server.stop();

console.log(table(rows));
await mkdir(dirname(options.out), { recursive: true });
const about = machine({ redisVersion: server.version });
const result = { ...about, rounds: settings.rounds, processes: settings.processes, rows };
await writeFile(options.out, `${JSON.stringify(result, undefined, 2)}\n`);
