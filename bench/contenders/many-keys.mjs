import { setTimeout as delay } from 'node:timers/promises';
import { fillWithStrings } from '../fixtures/strings.mjs';
import { openEmbeddedEngine } from './embedded-engine.mjs';

// Bytes that the engine takes for a number of keys, in a process of its own.
const SETTLE_MS = 1000;
const [count] = process.argv.slice(2).map(Number);

const { client, close } = await openEmbeddedEngine();
await fillWithStrings(client, 1000);
await client.flushall();
const before = await size();
await fillWithStrings(client, count);
const after = await size();
process.send({ used: after.used - before.used, resident: after.resident - before.resident });
process.disconnect();
await close();

/** V8 gives pages back to the system at the second collection, from a thread of its own. */
async function size() {
  globalThis.gc();
  globalThis.gc();
  await delay(SETTLE_MS);
  const { heapUsed, external, rss } = process.memoryUsage();
  return { used: heapUsed + external, resident: rss };
}
