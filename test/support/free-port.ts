import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

const LOWEST = 10_000;
const HIGHEST = 20_000;
const CLUSTER_BUS_OFFSET = 10_000;

/**
 * A loopback port that is free together with its cluster bus port. Both lie below the range from
 * which the system takes the ports of outgoing connections, so that a stopped server finds its
 * port free when it comes back.
 */
export async function freePort(): Promise<number> {
  const port = randomInt(LOWEST, HIGHEST);
  const free = await Promise.all([isFree(port), isFree(port + CLUSTER_BUS_OFFSET)]);
  return free.every(Boolean) ? port : freePort();
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
  } catch {
    return false;
  }
  probe.close();
  await once(probe, 'close');
  return true;
}
