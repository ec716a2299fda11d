import { resolveEngineOptions } from '../embedded/index.js';
import { HybridCacheConfigurationError } from '../errors/index.js';
import type { ConnectionOptions } from './connection-options.js';

const ALLOWED =
  "{ url: 'redis://host:6379' }, { options }, { cluster: { nodes: [{ host, port }] } }, { client } or { embedded: {} }";

/** The shapes of a {@link ConnectionOptions}, by the member that tells them apart. */
const SHAPES = {
  url: ['url', 'options'],
  cluster: ['cluster'],
  client: ['client'],
  embedded: ['embedded'],
  options: ['options'],
} as const;

/**
 * Checks the shape of a connection option; left out, it is the embedded engine.
 *
 * @throws HybridCacheConfigurationError
 */
export function checkConnection(connection: unknown): ConnectionOptions {
  if (connection === undefined) return { embedded: {} };
  if (!isObject(connection)) {
    throw new HybridCacheConfigurationError('connection', connection, ALLOWED);
  }
  if (!isConnection(connection)) {
    throw new HybridCacheConfigurationError('connection', connection, ALLOWED);
  }
  if ('url' in connection) checkUrl(connection.url);
  const checked: ConnectionOptions = connection;
  if ('embedded' in checked) resolveEngineOptions(checked.embedded, 'connection.embedded');
  const { options } = connection;
  if (isObject(options) && options['keyPrefix']) {
    throw new HybridCacheConfigurationError(
      'connection.options.keyPrefix',
      options['keyPrefix'],
      'left out: set keyPrefix of the module, which errors and scans know of',
    );
  }
  return connection;
}

function isConnection(
  value: Record<string, unknown>,
): value is Record<string, unknown> & ConnectionOptions {
  const shape = Object.entries(SHAPES).find(([member]) => value[member] !== undefined)?.[1];
  if (shape === undefined) return false;
  const known: readonly string[] = shape;
  if (Object.keys(value).some(name => value[name] !== undefined && !known.includes(name)))
    return false;
  const { cluster, client, embedded, options } = value;
  if (embedded !== undefined) return isObject(embedded);
  if (cluster !== undefined) return isObject(cluster) && isNonEmptyArray(cluster['nodes']);
  if (client !== undefined) return isObject(client) && typeof client['duplicate'] === 'function';
  return options === undefined || isObject(options);
}

function checkUrl(url: unknown): void {
  const isRedis = typeof url === 'string' && /^(?:rediss?:\/\/|\/)/.test(url);
  if (!isRedis || (!url.startsWith('/') && !URL.canParse(url))) {
    throw new HybridCacheConfigurationError(
      'connection.url',
      url,
      "a URL such as 'redis://localhost:6379', or 'rediss://…' for TLS",
    );
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isNonEmptyArray(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}
