import { afterAll, beforeAll, describe } from '@jest/globals';
import { Cluster, Redis } from 'ioredis';
import { EmbeddedEngine } from '../../lib/index.js';
import type { ClusterNodeAddress } from './wire-cluster.js';
import { sharedRedisUrl } from './redis-url.js';
import { sharedClusterNodes } from './shared-cluster.js';

export type BackendConnection =
  | { readonly client: Redis }
  | { readonly url: string }
  | { readonly cluster: { readonly nodes: ClusterNodeAddress[] } };

/** What a spec sees of the back end it runs on; usable within hooks and tests. */
export interface Backend {
  readonly name: string;
  /** The `connection` option for the module. */
  connection(): BackendConnection;
  /** A client without a prefix, to look at what is stored; closed after the spec. */
  client(): Redis | Cluster;
}

interface Opened {
  readonly connection: BackendConnection;
  connect(): Redis | Cluster;
  close?(): Promise<void>;
}

const openers: Readonly<Record<string, () => Promise<Opened>>> = {
  embedded: async () => {
    const engine = await EmbeddedEngine.create();
    const client = engine.connect();
    return { connection: { client }, connect: () => engine.connect(), close: () => engine.close() };
  },
  redis: async () => {
    const url = sharedRedisUrl();
    return { connection: { url }, connect: () => new Redis(url) };
  },
  cluster: async () => {
    const nodes = await sharedClusterNodes();
    return { connection: { cluster: { nodes } }, connect: () => new Cluster(nodes) };
  },
};

/** Runs the same spec on every back end; keep to keys that begin with a `uniquePrefix()`. */
export function describeBackends(title: string, spec: (backend: Backend) => void): void {
  describe.each(Object.entries(openers))(`${title} on %s`, (name, open) => {
    const clients: (Redis | Cluster)[] = [];
    let opened: Opened | undefined;
    const current = (): Opened => {
      if (!opened) throw new Error(`The back end ${name} is open only within hooks and tests`);
      return opened;
    };

    beforeAll(async () => {
      opened = await open();
    });
    afterAll(async () => {
      for (const client of clients) client.disconnect();
      await opened?.close?.();
    });

    spec({
      name,
      connection: () => current().connection,
      client: () => {
        const client = current().connect();
        clients.push(client);
        return client;
      },
    });
  });
}
