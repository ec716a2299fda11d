import { OptionReader } from '../options/index.js';
import type { EmbeddedScriptOptions } from './scripting/script-options.js';
import type { ConfigParameter } from './server/config-parameter.js';
import { ServerConfig } from './server/config.js';
import type { ServerOptions } from './server/server.js';

/**
 * Options of an {@link EmbeddedEngine}.
 *
 * @publicApi
 */
export interface EmbeddedEngineOptions {
  /** How many databases SELECT can choose from. @default 16 */
  readonly databases?: number | undefined;
  /** Milliseconds since 1970, asked at use. @default Date.now */
  readonly clock?: (() => number) | undefined;
  /** How scripts and functions run. */
  readonly scripts?: EmbeddedScriptOptions | undefined;
  /**
   * Configuration as `CONFIG SET` takes it:
   * `{ maxmemory: '100mb', 'maxmemory-policy': 'allkeys-lru' }`.
   */
  readonly config?: Readonly<Record<string, string | number>> | undefined;
}

export interface ResolvedEngineOptions {
  readonly server: ServerOptions;
  readonly config: ReadonlyMap<ConfigParameter, string>;
}

const MAX_DATABASES = 2 ** 16;
const MEGABYTE = 1024 * 1024;
const MIN_SCRIPT_MEMORY = 12 * MEGABYTE;
const MAX_SCRIPT_MEMORY = 2048 * MEGABYTE;

/**
 * Checks options, and puts defaults in their place.
 *
 * @param path what error messages put before the name of an option
 * @throws HybridCacheConfigurationError
 */
export function resolveEngineOptions(
  options: EmbeddedEngineOptions | undefined,
  path = '',
): ResolvedEngineOptions {
  const read = new OptionReader<EmbeddedEngineOptions>(path, options);
  const databases = read.integer('databases', { min: 1, max: MAX_DATABASES }, 16);
  read.value('clock');
  const clock = options?.clock;
  if (clock !== undefined && typeof clock !== 'function') {
    throw read.error('clock', 'a function that answers milliseconds since 1970');
  }
  read.value('scripts');
  const scripts = resolveScriptOptions(options?.scripts, read.pathOf('scripts'));
  read.value('config');
  const config = readConfig(options?.config, read.pathOf('config'), databases);
  read.end();
  return { server: { databases, clock, scripts }, config };
}

function resolveScriptOptions(
  options: EmbeddedScriptOptions | undefined,
  path: string,
): EmbeddedScriptOptions {
  const read = new OptionReader<EmbeddedScriptOptions>(path, options);
  const positive = (name: 'maxInstructions' | 'maxReplyDepth' | 'maxReplyBytes'): void => {
    if (read.value(name) !== undefined) read.integer(name, { min: 1 }, 1);
  };
  const onError = read.value('onError') ?? 'keep';
  if (onError !== 'keep' && onError !== 'rollback') {
    throw read.error('onError', "'keep' or 'rollback'");
  }
  positive('maxInstructions');
  positive('maxReplyDepth');
  positive('maxReplyBytes');
  const memory = { min: MIN_SCRIPT_MEMORY, max: MAX_SCRIPT_MEMORY };
  if (read.value('maxMemory') !== undefined) read.integer('maxMemory', memory, MIN_SCRIPT_MEMORY);
  if (read.value('log') !== undefined && typeof options?.log !== 'function') {
    throw read.error('log', 'a function that takes a level and a message');
  }
  read.end();
  return { ...options, onError };
}

function readConfig(
  values: EmbeddedEngineOptions['config'],
  path: string,
  databases: number,
): ReadonlyMap<ConfigParameter, string> {
  const read = new OptionReader<Readonly<Record<string, unknown>>>(path, values);
  const known = new ServerConfig(databases);
  const config = new Map<ConfigParameter, string>();
  for (const [name, text] of Object.entries(values ?? {})) {
    const parameter = known.find(name);
    read.value(name);
    if (!parameter || parameter.isImmutable === true) {
      throw read.error(name, 'left out: the embedded engine has no such parameter to set');
    }
    const result = parameter.read(String(text));
    if ('error' in result) throw read.error(name, `another value: ${result.error}`);
    config.set(parameter, result.value);
  }
  return config;
}
