import { expect } from '@jest/globals';
import { splitInline } from '../../lib/embedded/reply/split-inline.js';
import { createServer } from '../../lib/embedded/server/create-server.js';
import { connectEmbedded, connectTcp, type Endpoint, repliesOf } from './differential-endpoint.ts';
import { comparable, type Comparison, reconcile } from './differential-reply.ts';
import { RedisServer } from './redis-server.ts';
import type { RespValue } from './resp-value.ts';

/**
 * A command: as typed into redis-cli (`SET key "two words\x00"`), or its words as bytes. As an
 * object with what is special about it.
 */
export type Step = string | readonly string[] | SpecialStep;

export interface SpecialStep {
  readonly send: string | readonly string[];
  /** Which client sends it; `a` unless told. Clients come into being when they are named. */
  readonly client?: string;
  /** How replies are compared; by default as the command's name suggests. */
  readonly as?: Comparison;
  /** It blocks, or answers nothing: the next step does not wait for it. */
  readonly blocks?: boolean;
}

const SETTLE_MS = 30;
const DATABASES = 16;

/** Runs the same commands on the engine and on a real redis-server, and compares everything. */
export class Differential implements AsyncDisposable {
  readonly redis: RedisServer;
  readonly #embedded = createServer();
  readonly #open: Endpoint[] = [];

  static async start(): Promise<Differential> {
    return new Differential(await RedisServer.start({ args: ['--enable-debug-command', 'yes'] }));
  }

  private constructor(redis: RedisServer) {
    this.redis = redis;
  }

  /**
   * Compares each reply and then the whole keyspace with its expiries, under RESP2 and RESP3, from
   * empty databases.
   */
  async compare(steps: readonly Step[], protocols: readonly (2 | 3)[] = [2, 3]): Promise<void> {
    for (const protocol of protocols) {
      // oxlint-disable-next-line no-await-in-loop -- one redis-server
      const [expected, actual] = await Promise.all([
        this.#run(steps, protocol, () => connectTcp(this.redis.port)),
        this.#run(steps, protocol, async () => connectEmbedded(this.#embedded)),
      ]);
      expect(report(protocol, reconcile(expected, actual))).toBe(report(protocol, expected));
    }
  }

  /** A raw connection to each of the two: the real one first. */
  async endpoints(): Promise<readonly [Endpoint, Endpoint]> {
    const pair = [await connectTcp(this.redis.port), connectEmbedded(this.#embedded)] as const;
    this.#open.push(...pair);
    return pair;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const endpoint of this.#open) endpoint.close();
    this.#embedded.close();
    await this.redis.stop();
  }

  async #run(
    steps: readonly Step[],
    protocol: 2 | 3,
    open: () => Promise<Endpoint>,
  ): Promise<{ readonly replies: unknown; readonly keyspace: unknown }> {
    const run = new Run(open, protocol);
    try {
      await run.begin();
      for (const step of steps) {
        // oxlint-disable-next-line no-await-in-loop -- commands have an order
        await run.step(step);
      }
      return await run.end();
    } finally {
      run.close();
    }
  }
}

class Run {
  readonly #clients = new Map<string, Client>();

  constructor(
    private readonly open: () => Promise<Endpoint>,
    private readonly protocol: 2 | 3,
  ) {}

  async begin(): Promise<void> {
    const client = await this.#client('setup');
    await client.call(['FLUSHALL']);
    await client.call(['CONFIG', 'SET', 'notify-keyspace-events', '']);
  }

  async step(step: Step): Promise<void> {
    const special = isSpecial(step) ? step : { send: step };
    const client = await this.#client(special.client ?? 'a');
    await client.step(wordsOf(special.send), special.as, special.blocks === true);
  }

  async end(): Promise<{ readonly replies: unknown; readonly keyspace: unknown }> {
    const clients = [...this.#clients].filter(([name]) => name !== 'setup');
    const blocks = clients.some(([, client]) => client.isBehind);
    if (blocks) await new Promise(resolve => setTimeout(resolve, SETTLE_MS));
    const replies = Object.fromEntries(clients.map(([name, client]) => [name, client.outcome()]));
    return { replies, keyspace: await this.#keyspace() };
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
  }

  async #client(name: string): Promise<Client> {
    const known = this.#clients.get(name);
    if (known) return known;
    const client = new Client(await this.open());
    this.#clients.set(name, client);
    if (this.protocol === 3) await client.call(['HELLO', '3']);
    return client;
  }

  async #keyspace(): Promise<unknown> {
    const client = await this.#client('setup');
    const keyspace: Record<string, unknown> = {};
    for (let database = 0; database < DATABASES; database++) {
      // oxlint-disable no-await-in-loop -- SELECT belongs to the connection
      await client.call(['SELECT', String(database)]);
      const keys = await client.call(['KEYS', '*']);
      for (const key of textsOf(keys).toSorted(compareText)) {
        keyspace[`${database}:${key}`] = await describeKey(client, key);
      }
      // oxlint-enable no-await-in-loop
    }
    return keyspace;
  }
}

class Client {
  readonly #endpoint: Endpoint;
  readonly #sent: { readonly args: readonly string[]; readonly as: Comparison | undefined }[] = [];
  #skipped = 0;
  #expected = 0;
  #hasBlocked = false;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /** It has sent what is not answered yet. */
  get isBehind(): boolean {
    return this.#hasBlocked;
  }

  async call(args: readonly string[]): Promise<RespValue> {
    this.#endpoint.send(args);
    this.#skipped = ++this.#expected;
    const replies = await repliesOf(this.#endpoint, this.#expected);
    return replies[this.#expected - 1] ?? '';
  }

  async step(args: readonly string[], as: Comparison | undefined, blocks: boolean): Promise<void> {
    this.#endpoint.send(args);
    this.#sent.push({ args, as });
    if (blocks) this.#hasBlocked = true;
    if (this.#hasBlocked) {
      await new Promise(resolve => setTimeout(resolve, SETTLE_MS));
      return;
    }
    await repliesOf(this.#endpoint, ++this.#expected);
  }

  /** Each command with its reply; what came in beyond them (messages) at the end. */
  outcome(): unknown {
    const replies = this.#endpoint.replies.slice(this.#skipped);
    // Where replies are held up or pushed between, none can be told whose it is.
    const aligned = replies.length === this.#sent.length;
    const compared = replies.map((reply, at) => {
      const sent = aligned ? this.#sent[at] : undefined;
      const value = comparable(reply, sent?.args ?? [], sent?.as);
      return sent ? { [sent.args.join(' ').slice(0, 200)]: value } : value;
    });
    return this.#endpoint.isClosed ? [...compared, 'closed'] : compared;
  }

  close(): void {
    this.#endpoint.close();
  }
}

/** One line a reply and a key, so that a difference is one line of Jest's. */
function report(protocol: number, outcome: unknown): string {
  return [`RESP${protocol}`, ...lines(outcome, 4)].join('\n');
}

function lines(value: unknown, depth: number): string[] {
  if (depth === 0 || typeof value !== 'object' || value === null) return [JSON.stringify(value)];
  return Object.entries(value).flatMap(([name, item]) => {
    const inner = lines(item, depth - 1);
    return inner.map(line => `${name}: ${line}`);
  });
}

function statusOf(reply: RespValue): string {
  const isTagged = typeof reply === 'object' && 'value' in reply;
  return isTagged && typeof reply.value === 'string' ? reply.value : '';
}

function textsOf(reply: RespValue): string[] {
  return Array.isArray(reply) ? reply.filter(item => typeof item === 'string') : [];
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

async function describeKey(client: Client, key: string): Promise<unknown> {
  const type = await client.call(['TYPE', key]);
  const name = statusOf(type);
  const reads: Readonly<Record<string, readonly string[]>> = {
    string: ['GET', key],
    hash: ['HGETALL', key],
    list: ['LRANGE', key, '0', '-1'],
    set: ['SMEMBERS', key],
    zset: ['ZRANGE', key, '0', '-1', 'WITHSCORES'],
    stream: ['XRANGE', key, '-', '+'],
  };
  const read = reads[name] ?? ['GET', key];
  const expiry = ['PEXPIRETIME', key];
  return {
    type: name,
    encoding: await client.call(['OBJECT', 'ENCODING', key]),
    content: comparable(await client.call(read), read),
    expiry: comparable(await client.call(expiry), expiry),
  };
}

function isSpecial(step: Step): step is SpecialStep {
  return typeof step === 'object' && !Array.isArray(step);
}

function wordsOf(step: string | readonly string[]): readonly string[] {
  const words = typeof step === 'string' ? splitInline(step) : step;
  if (!words) throw new Error(`Quotes are open in: ${String(step)}`);
  return words;
}
