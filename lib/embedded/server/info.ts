import { formatMemorySize } from './memory-size.js';
import type { Server } from './server.js';

type Section = (server: Server) => Readonly<Record<string, string | number>>;

const DEFAULT_SECTIONS = [
  'server',
  'clients',
  'memory',
  'persistence',
  'stats',
  'replication',
  'cpu',
  'modules',
  'errorstats',
  'cluster',
  'keyspace',
];
const MICROSECONDS = 1e6;

const SECTIONS: Readonly<Record<string, Section>> = {
  server: server => {
    const uptime = Math.floor((server.clock.now - server.clock.startedAt) / 1000);
    return {
      redis_version: server.version,
      redis_mode: 'standalone',
      os: `${process.platform} ${process.arch}`,
      arch_bits: 64,
      process_id: process.pid,
      run_id: server.runId,
      tcp_port: 0,
      server_time_usec: server.clock.now * 1000,
      uptime_in_seconds: uptime,
      uptime_in_days: Math.floor(uptime / 86_400),
      hz: server.config.number('hz'),
      executable: process.execPath,
      config_file: '',
    };
  },
  clients: server => ({
    connected_clients: server.sessions.size,
    cluster_connections: 0,
    maxclients: server.config.number('maxclients'),
    blocked_clients: server.blockedClients.size + server.pause.waitingCount,
    tracking_clients: [...server.sessions.values()].filter(({ tracking }) => tracking.flags !== '')
      .length,
  }),
  memory: ({ memory, config, scripting }) => ({
    used_memory: memory.used,
    used_memory_human: formatMemorySize(memory.used),
    used_memory_rss: process.memoryUsage.rss(),
    used_memory_peak: memory.peak,
    used_memory_peak_human: formatMemorySize(memory.peak),
    used_memory_dataset: memory.used,
    maxmemory: config.maxMemory,
    maxmemory_human: formatMemorySize(config.maxMemory),
    maxmemory_policy: config.maxMemoryPolicy,
    used_memory_vm: scripting.vm.usedBytes,
    number_of_cached_scripts: scripting.scripts.size,
    number_of_functions: scripting.libraries.functionCount,
    number_of_libraries: scripting.libraries.libraries.length,
    mem_allocator: 'v8',
    mem_not_counted_for_evict: 0,
    lazyfree_pending_objects: 0,
    lazyfreed_objects: 0,
  }),
  persistence: ({ events }) => ({
    loading: 0,
    async_loading: 0,
    rdb_changes_since_last_save: events.dirty,
    rdb_bgsave_in_progress: 0,
    aof_enabled: 0,
  }),
  stats: ({ pubSub, stats, tracking }) => ({
    total_connections_received: stats.connections,
    total_commands_processed: stats.commands,
    rejected_connections: 0,
    expired_keys: stats.expired,
    evicted_keys: stats.evicted,
    keyspace_hits: stats.hits,
    keyspace_misses: stats.misses,
    pubsub_channels: pubSub.of('channels').size,
    pubsub_patterns: pubSub.of('patterns').size,
    pubsubshard_channels: pubSub.of('shardChannels').size,
    tracking_total_keys: tracking.totals.keys,
    tracking_total_items: tracking.totals.items,
    tracking_total_prefixes: tracking.totals.prefixes,
    total_error_replies: stats.errorReplies,
  }),
  replication: () => ({ role: 'master', connected_slaves: 0, master_repl_offset: 0 }),
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return {
      used_cpu_sys: (system / MICROSECONDS).toFixed(6),
      used_cpu_user: (user / MICROSECONDS).toFixed(6),
    };
  },
  modules: () => ({}),
  commandstats: ({ commands }) =>
    Object.fromEntries(
      [...commands.all()]
        .filter(({ stats }) => stats.calls + stats.rejected > 0)
        .map(({ fullName, stats }) => [
          `cmdstat_${fullName}`,
          `calls=${stats.calls},usec=0,usec_per_call=0.00,rejected_calls=${stats.rejected},failed_calls=${stats.failed}`,
        ]),
    ),
  errorstats: ({ stats }) =>
    Object.fromEntries(
      [...stats.errors]
        .toSorted(byName)
        .map(([code, count]) => [`errorstat_${code}`, `count=${count}`]),
    ),
  cluster: () => ({ cluster_enabled: 0 }),
  keyspace: ({ keyspace }) =>
    Object.fromEntries(
      keyspace.databases
        .filter(({ size }) => size > 0)
        .map(({ index, size, expiringSize }) => [
          `db${index}`,
          `keys=${size},expires=${expiringSize},avg_ttl=0`,
        ]),
    ),
};

/** What INFO answers: the sections asked for, in the order of Redis, each name once. */
export function infoText(server: Server, asked: readonly string[]): string {
  const names = new Set(asked.flatMap(sectionNames));
  return Object.entries(SECTIONS)
    .filter(([name]) => names.has(name))
    .map(([name, section]) => {
      const lines = Object.entries(section(server)).map(
        ([field, value]) => `${field}:${value}\r\n`,
      );
      return `# ${titleOf(name)}\r\n${lines.join('')}`;
    })
    .join('\r\n');
}

function sectionNames(name: string): readonly string[] {
  const section = name.toLowerCase();
  if (section === 'default') return DEFAULT_SECTIONS;
  if (section === 'all' || section === 'everything') return Object.keys(SECTIONS);
  return [section];
}

function byName([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return a < b ? -1 : 1;
}

function titleOf(name: string): string {
  return name === 'cpu' ? 'CPU' : name.charAt(0).toUpperCase() + name.slice(1);
}
