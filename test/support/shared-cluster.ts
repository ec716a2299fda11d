import type { ClusterNodeAddress } from './wire-cluster.js';

/** The nodes of the one cluster all test files of the run share; the first call starts it. */
export async function sharedClusterNodes(): Promise<ClusterNodeAddress[]> {
  const url = process.env.NHC_TEST_CLUSTER_URL;
  if (!url) throw new Error('There is no shared cluster: this runs only within Jest');
  const response = await fetch(url, { headers: { connection: 'close' } });
  if (!response.ok) throw new Error(`The shared cluster did not start: ${await response.text()}`);
  const nodes: unknown = await response.json();
  if (!Array.isArray(nodes) || !nodes.every(isAddress)) throw new Error('Not a list of nodes');
  return nodes;
}

function isAddress(value: unknown): value is ClusterNodeAddress {
  return typeof value === 'object' && value !== null && 'host' in value && 'port' in value;
}
