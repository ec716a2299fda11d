import { compare } from './compare.mjs';

// Runs one benchmark in a process of its own and sends its rows to the parent, one by one.
const [file, settings] = process.argv.slice(2);
const { rounds, processIndex, redisUrl } = JSON.parse(settings);
const { rows } = await import(file);

// Whoever is measured first in one process is measured second in the next.
const isSecondFirst = processIndex % 2 === 1;
const context = {
  redisUrl,
  rounds,
  isSecondFirst,
  compare: row => compare(row, { rounds, isSecondFirst }),
};
for await (const row of rows(context)) process.send(row);
process.disconnect();
