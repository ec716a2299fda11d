import type { EvictionPolicy } from './config.js';
import {
  booleanParameter,
  type ConfigParameter,
  enumParameter,
  fixedParameter,
  immutableParameter,
  integerParameter,
  memoryParameter,
  notificationParameter,
  textParameter,
} from './config-parameter.js';

/** In the order in which Redis names them; LFU is not there. */
export const EVICTION_POLICIES: readonly EvictionPolicy[] = [
  'volatile-lru',
  'volatile-random',
  'volatile-ttl',
  'allkeys-lru',
  'allkeys-random',
  'noeviction',
];

const INT_MAX = 2 ** 31 - 1;
const MEGABYTE = 1024 * 1024;

/** What CONFIG GET shows and CONFIG SET takes. */
export const CONFIG_PARAMETERS: readonly ConfigParameter[] = [
  memoryParameter('maxmemory', 0),
  enumParameter('maxmemory-policy', 'noeviction', EVICTION_POLICIES),
  integerParameter('maxmemory-samples', 5, 1, INT_MAX),
  textParameter('requirepass', ''),
  memoryParameter('proto-max-bulk-len', 512 * MEGABYTE, MEGABYTE),
  notificationParameter('notify-keyspace-events'),
  integerParameter('hash-max-listpack-entries hash-max-ziplist-entries', 512),
  memoryParameter('hash-max-listpack-value hash-max-ziplist-value', 64),
  integerParameter('set-max-intset-entries', 512),
  integerParameter('zset-max-listpack-entries zset-max-ziplist-entries', 128),
  memoryParameter('zset-max-listpack-value zset-max-ziplist-value', 64),
  integerParameter('list-max-listpack-size list-max-ziplist-size', -2, -INT_MAX - 1, INT_MAX),
  integerParameter('list-compress-depth', 0, 0, INT_MAX),
  memoryParameter('stream-node-max-bytes', 4096),
  integerParameter('stream-node-max-entries', 100),
  memoryParameter('hll-sparse-max-bytes', 3000),
  integerParameter('busy-reply-threshold lua-time-limit', 5000),
  integerParameter('tracking-table-max-keys', 1_000_000),
  integerParameter('timeout', 0, 0, INT_MAX),
  integerParameter('hz', 10, 0, INT_MAX),
  integerParameter('maxclients', 10_000, 1),
  // To time each command costs about as much as a small one takes: Redis begins with 10,000.
  integerParameter('slowlog-log-slower-than', -1, -1),
  integerParameter('slowlog-max-len', 128),
  integerParameter('acllog-max-len', 128),
  enumParameter('acl-pubsub-default', 'resetchannels', ['allchannels', 'resetchannels']),
  integerParameter('latency-monitor-threshold', 0),
  booleanParameter('lazyfree-lazy-eviction', false),
  booleanParameter('lazyfree-lazy-expire', false),
  booleanParameter('lazyfree-lazy-server-del', false),
  booleanParameter('lazyfree-lazy-user-del', false),
  booleanParameter('lazyfree-lazy-user-flush', false),
  booleanParameter('activerehashing', true),
  // Without a meaning here, and set by applications and their tests.
  integerParameter('active-expire-effort', 1, 1, 10),
  booleanParameter('activedefrag', false),
  memoryParameter('client-query-buffer-limit', 1024 * MEGABYTE, MEGABYTE),
  booleanParameter('dynamic-hz', true),
  booleanParameter('latency-tracking', true),
  integerParameter('lfu-decay-time', 1, 0, INT_MAX),
  integerParameter('lfu-log-factor', 10, 0, INT_MAX),
  enumParameter('loglevel', 'notice', ['debug', 'verbose', 'notice', 'warning']),
  integerParameter('maxmemory-eviction-tenacity', 10, 0, 100),
  // DUMP payloads are checked, whatever it says.
  enumParameter('sanitize-dump-payload', 'no', ['no', 'yes', 'clients']),
  booleanParameter('stop-writes-on-bgsave-error', true),
  integerParameter('tcp-keepalive', 300, 0, INT_MAX),
  // An embedded engine keeps no files of Redis; clients ask for these two at start.
  fixedParameter('save', ''),
  fixedParameter('appendonly', 'no'),
  immutableParameter('cluster-enabled', 'no'),
];
