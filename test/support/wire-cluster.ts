import type { Redis } from 'ioredis';
import type { RedisServer } from './redis-server.ts';
import { waitFor } from './wait-for.ts';

const SLOTS = 16_384;

export interface ClusterNodeAddress {
  readonly host: string;
  readonly port: number;
}

/** Makes one cluster of servers that run in cluster mode; resolves when each node can serve. */
export async function wireCluster(
  masterServers: readonly RedisServer[],
  replicaServers: readonly RedisServer[],
): Promise<void> {
  const servers = [...masterServers, ...replicaServers];
  const masters = masterServers.map(server => server.client());
  const replicas = replicaServers.map(server => server.client());
  const all = [...masters, ...replicas];
  await Promise.all(masters.map((master, i) => assignSlots(master, i, masters.length)));
  await Promise.all(all.map((node, i) => meet(node, servers.slice(i + 1))));
  await untilEach(all, node => knows(node, all.length));
  await Promise.all(replicas.map((replica, i) => follow(replica, masters[i % masters.length])));
  await untilEach(replicas, isLinked);
  // Nodes list a replica for clients only once it has received something.
  await Promise.all(masters.map(master => master.flushall()));
  await untilEach(all, node => isComplete(node, all.length));
  for (const node of all) node.disconnect();
}

async function assignSlots(master: Redis, index: number, count: number): Promise<void> {
  const first = Math.floor((index * SLOTS) / count);
  const end = Math.floor(((index + 1) * SLOTS) / count);
  // Distinct epochs from the start spare the nodes from settling which of them is newer.
  await master.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
  // ADDSLOTSRANGE would be shorter, but came only with Redis 7.
  await master.cluster('ADDSLOTS', ...Array.from({ length: end - first }, (_, i) => first + i));
}

async function meet(node: Redis, others: readonly ClusterNodeAddress[]): Promise<void> {
  await Promise.all(others.map(({ host, port }) => node.call('CLUSTER', 'MEET', host, port)));
}

async function follow(replica: Redis, master: Redis | undefined): Promise<void> {
  if (!master) throw new Error('A replica needs a master');
  await replica.call('CLUSTER', 'REPLICATE', String(await master.call('CLUSTER', 'MYID')));
}

async function untilEach(
  nodes: Redis[],
  condition: (node: Redis) => Promise<boolean>,
): Promise<void> {
  const options = { timeout: 10_000, interval: 20, what: `cluster node: ${condition.toString()}` };
  await Promise.all(nodes.map(node => waitFor(() => condition(node), options)));
}

async function knows(node: Redis, count: number): Promise<boolean> {
  const lines = String(await node.call('CLUSTER', 'NODES'))
    .trim()
    .split('\n');
  return lines.length === count && lines.every(line => !/handshake|fail|noaddr/.test(line));
}

async function isComplete(node: Redis, count: number): Promise<boolean> {
  const info = String(await node.call('CLUSTER', 'INFO'));
  const ranges = await node.cluster('SLOTS');
  const listed = ranges.reduce((sum, [, , ...nodes]) => sum + nodes.length, 0);
  return info.includes('cluster_state:ok') && listed === count;
}

async function isLinked(replica: Redis): Promise<boolean> {
  return (await replica.info('replication')).includes('master_link_status:up');
}
