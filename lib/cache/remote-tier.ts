import pMap from 'p-map';
import { ServerReplyError } from '../errors/index.js';
import {
  COMMANDS_IN_FLIGHT,
  type CommandArgument,
  groupBySlot,
  type KeySpace,
  type RedisConnection,
  scanMatching,
  unlink,
  unlinkMatching,
} from '../redis/index.js';
import {
  type CompiledScript,
  compileScript,
  ScriptRuntimeError,
  type ScriptRunner,
} from '../scripting/index.js';
import { lua } from './scripts/lua.generated.js';

/** An entry as the second tier gave it. */
export interface RemoteEntry {
  readonly data: Buffer;
  /** Milliseconds left when it was read; Infinity for no end. */
  readonly ttl: number;
}

const READ = compileScript({ name: 'cache:read', lua: lua.read, file: undefined, readOnly: true });
const READ_MANY = compileScript({
  name: 'cache:read-many',
  lua: lua.readMany,
  file: undefined,
  readOnly: true,
});
const WRITE_MANY = compileScript({
  name: 'cache:write-many',
  lua: lua.writeMany,
  file: undefined,
  readOnly: false,
});

/** The most keys that one script reads or writes: the server serves nobody else meanwhile. */
const KEYS_A_SCRIPT = 500;

/** The second tier: entries on the server, under their prefixed keys. */
export class RemoteTier {
  readonly #connection: RedisConnection;
  readonly #runner: ScriptRunner;
  readonly #keySpace: KeySpace;

  constructor(connection: RedisConnection, runner: ScriptRunner, keySpace: KeySpace) {
    this.#connection = connection;
    this.#runner = runner;
    this.#keySpace = keySpace;
  }

  read(key: string): Promise<RemoteEntry | undefined> {
    return this.#call(READ, 'get', [this.#keySpace.entry(key)], []).then(reply =>
      Array.isArray(reply) ? asEntry(reply[0], reply[1]) : undefined,
    );
  }

  /** The data of an entry, without the time it has left. */
  async readValue(key: string): Promise<Buffer | undefined> {
    const data = await this.#connection.send('get', [this.#keySpace.entry(key)], 'bytes');
    return Buffer.isBuffer(data) ? data : undefined;
  }

  async readMany(keys: readonly string[]): Promise<Map<string, RemoteEntry>> {
    const found = new Map<string, RemoteEntry>();
    const readChunk = async (chunk: readonly string[]): Promise<void> => {
      const names = chunk.map(key => this.#keySpace.entry(key));
      const reply = await this.#call(READ_MANY, 'mget', names, []);
      if (!Array.isArray(reply)) return;
      chunk.forEach((key, index) => {
        const entry = asEntry(reply[2 * index], reply[2 * index + 1]);
        if (entry !== undefined) found.set(key, entry);
      });
    };
    await pMap(this.#chunks(keys), readChunk, { concurrency: COMMANDS_IN_FLIGHT });
    return found;
  }

  /** @param ttl milliseconds; Infinity for no end */
  async write(key: string, data: string | Buffer, ttl: number): Promise<void> {
    const args: CommandArgument[] = [this.#keySpace.entry(key), data];
    if (ttl !== Infinity) args.push('PX', Math.ceil(ttl));
    await this.#connection.send('set', args);
  }

  /** @param ttl milliseconds; Infinity for no end */
  async writeMany(values: ReadonlyMap<string, string | Buffer>, ttl: number): Promise<void> {
    const writeChunk = (chunk: readonly string[]): Promise<unknown> => {
      const names = chunk.map(key => this.#keySpace.entry(key));
      const data = chunk.map(key => values.get(key) ?? '');
      return this.#call(WRITE_MANY, 'set', names, [...data, ttl === Infinity ? 0 : Math.ceil(ttl)]);
    };
    await pMap(this.#chunks([...values.keys()]), writeChunk, { concurrency: COMMANDS_IN_FLIGHT });
  }

  /** Removes entries, and gives how many there were. */
  remove(keys: readonly string[]): Promise<number> {
    return unlink(
      this.#connection,
      keys.map(key => this.#keySpace.entry(key)),
    );
  }

  /**
   * Walks the entries that match a glob pattern.
   *
   * @yields pages of their keys
   */
  async *scan(glob: string): AsyncGenerator<string[]> {
    const prefix = this.#keySpace.entryPrefix;
    // Without a prefix, the pattern also finds what others keep: entries are strings.
    const pages = scanMatching(this.#connection, prefix + glob, { type: 'string' });
    for await (const page of pages) {
      const names = page.map(String).filter(name => !this.#keySpace.isFeatureKey(name));
      yield names.map(name => name.slice(prefix.length));
    }
  }

  /** Removes the entries that match a glob pattern, and gives how many there were. */
  removeMatching(glob: string): Promise<number> {
    return unlinkMatching(this.#connection, this.#keySpace.entryPrefix + glob, {
      keep: key => this.#keySpace.isFeatureKey(key),
    });
  }

  /** Runs one of our scripts; what the server refuses is reported as of the command it stands for. */
  #call(
    script: CompiledScript,
    command: string,
    keys: readonly string[],
    args: readonly CommandArgument[],
  ): Promise<unknown> {
    return this.#runner.call(script, keys, args, 'bytes', asIs).catch((cause: unknown) => {
      if (!(cause instanceof ScriptRuntimeError)) throw cause;
      throw new ServerReplyError(command, cause.reason, { cause });
    });
  }

  /** Keys in groups that one script may take. */
  #chunks(keys: readonly string[]): string[][] {
    const chunks: string[][] = [];
    const prefix = this.#keySpace.entryPrefix;
    for (const group of groupBySlot(this.#connection, keys, key => prefix + key)) {
      for (let at = 0; at < group.length; at += KEYS_A_SCRIPT) {
        chunks.push(group.slice(at, at + KEYS_A_SCRIPT));
      }
    }
    return chunks;
  }
}

function asIs(reply: unknown): unknown {
  return reply;
}

function asEntry(data: unknown, ttl: unknown): RemoteEntry | undefined {
  if (!Buffer.isBuffer(data) || typeof ttl !== 'number' || ttl === -2) return undefined;
  return { data, ttl: ttl < 0 ? Infinity : ttl };
}
