import type { Bytes } from '../bytes.js';
import type { Database } from '../keyspace/database.js';
import type { Keyspace } from '../keyspace/keyspace.js';
import type { KeyspaceServices } from '../keyspace/keyspace-services.js';
import type { ServerConfig } from './config.js';

interface Candidate {
  readonly database: Database;
  readonly key: Bytes;
  /** The highest goes first. */
  readonly rank: number;
}

const SAMPLE_FACTOR = 3;

/** Keeps the databases below `maxmemory`, as far as the policy allows. */
export class Eviction {
  readonly #keyspace: Keyspace;
  readonly #services: KeyspaceServices;
  readonly #config: ServerConfig;

  constructor(keyspace: Keyspace, services: KeyspaceServices, config: ServerConfig) {
    this.#keyspace = keyspace;
    this.#services = services;
    this.#config = config;
  }

  /** Makes room; false if there is too little even so: commands flagged denyoom must be refused. */
  makeRoom(): boolean {
    const { maxMemory, maxMemoryPolicy } = this.#config;
    if (this.#services.pause.isOn) return true;
    if (maxMemory === 0 || this.#services.memory.used <= maxMemory) return true;
    if (maxMemoryPolicy === 'noeviction') return false;
    while (this.#services.memory.used > maxMemory) {
      const candidate = this.#worst();
      if (!candidate) return false;
      this.#evict(candidate);
    }
    return true;
  }

  #evict({ database, key }: Candidate): void {
    const { events, stats } = this.#services;
    database.delete(key);
    stats.evicted++;
    events.dropped(database.index, key);
    events.notify('evicted', 'evicted', database.index, key);
  }

  #worst(): Candidate | undefined {
    let worst: Candidate | undefined;
    const isVolatile = this.#config.maxMemoryPolicy.startsWith('volatile');
    const count = this.#config.maxMemorySamples * SAMPLE_FACTOR;
    for (const database of this.#keyspace.databases) {
      const sample = isVolatile ? database.expiringSample : database.sample;
      for (const key of sample.next(count)) {
        const rank = this.#rank(database, key);
        if (!worst || rank > worst.rank) worst = { database, key, rank };
      }
    }
    return worst;
  }

  #rank(database: Database, key: Bytes): number {
    switch (this.#config.maxMemoryPolicy) {
      case 'volatile-ttl':
        return -(database.expiry(key) ?? 0);
      case 'allkeys-random':
      case 'volatile-random':
        return Math.random();
      default:
        return this.#services.clock.sinceTick(database.values.get(key)?.lastUse ?? 0);
    }
  }
}
