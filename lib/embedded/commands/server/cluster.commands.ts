import type { Reply } from '../../reply/reply.js';
import { CommandError } from '../command-error.js';
import type { CommandFlag, CommandSpec } from '../command-spec.js';

const READ: readonly CommandFlag[] = ['stale'];
const ADMIN: readonly CommandFlag[] = ['admin', 'stale'];
const CHANGE: readonly CommandFlag[] = ['no_async_loading', 'admin', 'stale'];

const SUBCOMMANDS: readonly CommandSpec[] = [
  clusterSpec('addslots', -3, CHANGE, 'Assign new hash slots to receiving node', 'slot [slot ...]'),
  clusterSpec(
    'addslotsrange',
    -4,
    CHANGE,
    'Assign new hash slots to receiving node',
    'start-slot end-slot [start-slot end-slot ...]',
  ),
  clusterSpec('bumpepoch', 2, CHANGE, 'Advance the cluster config epoch'),
  clusterSpec(
    'count-failure-reports',
    3,
    ADMIN,
    'Return the number of failure reports active for a given node',
    'node-id',
  ),
  clusterSpec(
    'countkeysinslot',
    3,
    READ,
    'Return the number of local keys in the specified hash slot',
    'slot',
  ),
  clusterSpec(
    'delslots',
    -3,
    CHANGE,
    'Set hash slots as unbound in receiving node',
    'slot [slot ...]',
  ),
  clusterSpec(
    'delslotsrange',
    -4,
    CHANGE,
    'Set hash slots as unbound in receiving node',
    'start-slot end-slot [start-slot end-slot ...]',
  ),
  clusterSpec(
    'failover',
    -2,
    CHANGE,
    'Forces a replica to perform a manual failover of its master.',
    '[<FORCE | TAKEOVER>]',
  ),
  clusterSpec('flushslots', 2, CHANGE, "Delete a node's own slots information"),
  clusterSpec('forget', 3, CHANGE, 'Remove a node from the nodes table', 'node-id'),
  clusterSpec(
    'getkeysinslot',
    4,
    READ,
    'Return local key names in the specified hash slot',
    'slot count',
  ),
  clusterSpec('help', 2, ['loading', 'stale'], 'Show helpful text about the different subcommands'),
  clusterSpec('info', 2, READ, 'Provides info about Redis Cluster node state'),
  clusterSpec('keyslot', 3, READ, 'Returns the hash slot of the specified key', 'key'),
  clusterSpec(
    'links',
    2,
    READ,
    'Returns a list of all TCP links to and from peer nodes in cluster',
  ),
  clusterSpec(
    'meet',
    -4,
    CHANGE,
    'Force a node cluster to handshake with another node',
    'ip port [cluster-bus-port]',
  ),
  clusterSpec('myid', 2, READ, 'Return the node id'),
  clusterSpec('nodes', 2, READ, 'Get Cluster config for the node'),
  clusterSpec('replicas', 3, ADMIN, 'List replica nodes of the specified master node', 'node-id'),
  clusterSpec(
    'replicate',
    3,
    CHANGE,
    'Reconfigure a node as a replica of the specified master node',
    'node-id',
  ),
  clusterSpec('reset', -2, [...ADMIN, 'noscript'], 'Reset a Redis Cluster node', '[<HARD | SOFT>]'),
  clusterSpec('saveconfig', 2, CHANGE, 'Forces the node to save cluster state on disk'),
  clusterSpec(
    'set-config-epoch',
    3,
    CHANGE,
    'Set the configuration epoch in a new node',
    'config-epoch',
  ),
  clusterSpec(
    'setslot',
    -4,
    CHANGE,
    'Bind a hash slot to a specific node',
    'slot <IMPORTING node-id | MIGRATING node-id | NODE node-id | STABLE>',
  ),
  clusterSpec('shards', 2, READ, 'Get array of cluster slots to node mappings'),
  clusterSpec('slaves', 3, ADMIN, 'List replica nodes of the specified master node', 'node-id'),
  clusterSpec('slots', 2, READ, 'Get array of Cluster slot to node mappings'),
];

/** An engine is no node of a cluster. */
export const CLUSTER_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'cluster',
    arity: -2,
    flags: [],
    group: 'cluster',
    since: '3.0.0',
    summary: 'A container for cluster commands',
    subcommands: SUBCOMMANDS,
  },
  connectionSpec('asking', ['fast'], 'Sent by cluster clients after an -ASK redirect'),
  connectionSpec(
    'readonly',
    ['fast', 'loading', 'stale'],
    'Enables read queries for a connection to a cluster replica node',
  ),
  connectionSpec(
    'readwrite',
    ['fast', 'loading', 'stale'],
    'Disables read queries for a connection to a cluster replica node',
  ),
];

function clusterSpec(
  name: string,
  arity: number,
  flags: readonly CommandFlag[],
  summary: string,
  syntax?: string,
): CommandSpec {
  return {
    name,
    arity,
    flags,
    group: 'cluster',
    since: '3.0.0',
    summary,
    ...(syntax !== undefined && { syntax }),
    handler: refuse,
  };
}

function connectionSpec(name: string, flags: readonly CommandFlag[], summary: string): CommandSpec {
  return {
    name,
    arity: 1,
    flags,
    categories: ['connection'],
    group: 'cluster',
    since: '3.0.0',
    summary,
    handler: refuse,
  };
}

function refuse(): Reply {
  throw new CommandError('ERR This instance has cluster support disabled');
}
