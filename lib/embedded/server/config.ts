import {
  NO_NOTIFICATIONS,
  type NotificationFilter,
  parseNotifications,
} from '../keyspace/notification.js';
import type { ConfigParameter } from './config-parameter.js';
import { CONFIG_PARAMETERS, EVICTION_POLICIES } from './config-parameters.js';

export type EvictionPolicy =
  | 'noeviction'
  | 'allkeys-lru'
  | 'allkeys-random'
  | 'volatile-lru'
  | 'volatile-random'
  | 'volatile-ttl';

/** Encodings change above these, as OBJECT ENCODING shows. */
export interface EncodingLimits {
  readonly hashMaxListpackEntries: number;
  readonly hashMaxListpackValue: number;
  readonly setMaxIntsetEntries: number;
  readonly zsetMaxListpackEntries: number;
  readonly zsetMaxListpackValue: number;
  readonly listMaxListpackSize: number;
  readonly streamNodeMaxBytes: number;
  readonly streamNodeMaxEntries: number;
  readonly hllSparseMaxBytes: number;
}

/** The configuration: parameters by their names for CONFIG, as typed values for the engine. */
export class ServerConfig {
  // Values that commands look at each time; refreshed by each change.
  maxMemory = 0;
  maxMemoryPolicy: EvictionPolicy = 'noeviction';
  maxMemorySamples = 5;
  requirePass = '';
  protoMaxBulkLength = 0;
  trackingTableMaxKeys = 0;
  /** Milliseconds; 0: none. */
  scriptTimeLimit = 0;
  notifications: NotificationFilter = NO_NOTIFICATIONS;
  encoding: EncodingLimits;

  readonly #parameters = new Map<string, ConfigParameter>();
  readonly #values = new Map<ConfigParameter, string>();

  constructor(databases: number) {
    for (const parameter of CONFIG_PARAMETERS) this.#add(parameter);
    const value = String(databases);
    this.#add({ name: 'databases', initial: value, isImmutable: true, read: () => ({ value }) });
    this.encoding = this.#encodingLimits();
    this.#refresh();
  }

  /** All names, the older ones too. */
  get names(): IterableIterator<string> {
    return this.#parameters.keys();
  }

  find(name: string): ConfigParameter | undefined {
    return this.#parameters.get(name.toLowerCase());
  }

  get(parameter: ConfigParameter): string {
    return this.#values.get(parameter) ?? parameter.initial;
  }

  /** A value as CONFIG GET answers it. */
  shown(parameter: ConfigParameter): string {
    const value = this.get(parameter);
    return parameter.show ? parameter.show(value) : value;
  }

  /** A parameter by its name. */
  text(name: string): string {
    const parameter = this.find(name);
    return parameter ? this.get(parameter) : '';
  }

  /** An integer parameter by its name. */
  number(name: string): number {
    const parameter = this.find(name);
    return parameter ? Number(this.get(parameter)) : 0;
  }

  /** Sets values in the form in which the parameters read them. */
  set(changes: ReadonlyMap<ConfigParameter, string>): void {
    for (const [parameter, value] of changes) this.#values.set(parameter, value);
    this.#refresh();
  }

  #add(parameter: ConfigParameter): void {
    this.#parameters.set(parameter.name, parameter);
    if (parameter.alias !== undefined) this.#parameters.set(parameter.alias, parameter);
  }

  #refresh(): void {
    const policy = this.text('maxmemory-policy');
    this.maxMemory = this.number('maxmemory');
    this.maxMemoryPolicy = EVICTION_POLICIES.find(known => known === policy) ?? 'noeviction';
    this.maxMemorySamples = this.number('maxmemory-samples');
    this.requirePass = this.text('requirepass');
    this.protoMaxBulkLength = this.number('proto-max-bulk-len');
    this.scriptTimeLimit = this.number('busy-reply-threshold');
    this.trackingTableMaxKeys = this.number('tracking-table-max-keys');
    this.notifications =
      parseNotifications(this.text('notify-keyspace-events')) ?? NO_NOTIFICATIONS;
    this.encoding = this.#encodingLimits();
  }

  #encodingLimits(): EncodingLimits {
    return {
      hashMaxListpackEntries: this.number('hash-max-listpack-entries'),
      hashMaxListpackValue: this.number('hash-max-listpack-value'),
      setMaxIntsetEntries: this.number('set-max-intset-entries'),
      zsetMaxListpackEntries: this.number('zset-max-listpack-entries'),
      zsetMaxListpackValue: this.number('zset-max-listpack-value'),
      listMaxListpackSize: this.number('list-max-listpack-size'),
      streamNodeMaxBytes: this.number('stream-node-max-bytes'),
      streamNodeMaxEntries: this.number('stream-node-max-entries'),
      hllSparseMaxBytes: this.number('hll-sparse-max-bytes'),
    };
  }
}
