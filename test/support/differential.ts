import { expect } from '@jest/globals';
import { createServer } from '../../lib/embedded/server/create-server.js';
import { contentCommand, contentComparison } from './content-command.ts';
import { Client, SETTLE_MS } from './differential-client.ts';
import { connectEmbedded, connectTcp, type Endpoint } from './differential-endpoint.ts';
import { comparable, reconcile } from './differential-reply.ts';
import { isMessages, isSpecial, type Step, wordsOf } from './differential-step.ts';
import { RedisServer } from './redis-server.ts';
import type { RespValue } from './resp-value.ts';

export type { MessagesStep, SpecialStep, Step } from './differential-step.ts';

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
    if (isMessages(step)) {
      const client = await this.#client(step.client);
      await client.receive(step.messages);
      return;
    }
    const special = isSpecial(step) ? step : { send: step };
    const client = await this.#client(special.client ?? 'a');
    const words = wordsOf(special.send);
    await client.step(await this.#identify(words), { ...special, send: words });
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

  async #identify(words: readonly string[]): Promise<readonly string[]> {
    return Promise.all(
      words.map(async word => {
        const name = /^\{id:(\w+)\}$/.exec(word)?.[1];
        return name === undefined ? word : (await this.#client(name)).id();
      }),
    );
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
  const read = contentCommand(name, key);
  const encoding = await client.call(['OBJECT', 'ENCODING', key]);
  const as = typeof encoding === 'string' ? contentComparison(encoding) : undefined;
  const expiry = ['PEXPIRETIME', key];
  return {
    type: name,
    encoding,
    content: comparable(await client.call(read), read, as),
    expiry: comparable(await client.call(expiry), expiry),
  };
}
