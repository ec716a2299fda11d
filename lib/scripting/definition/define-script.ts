import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HybridCacheConfigurationError } from '../../errors/index.js';
import { OptionReader } from '../../options/index.js';
import { arg } from './arg.js';
import { key } from './key.js';
import { type ReplyType, reply } from './reply.js';
import type { ArgSpecs, KeySpecs, ScriptDefinition } from './script-definition.js';

/**
 * What {@link defineScript} takes: the text (`lua`) or where it is (`file`), and what goes in and
 * comes out.
 *
 * @publicApi
 */
export interface ScriptOptions<Keys extends KeySpecs, Args extends ArgSpecs, Result> {
  /** Letters, digits, `.`, `_`, `:` and `-`, beginning with a letter. */
  readonly name: string;
  /** Names of the keys, in the order of KEYS. @default none */
  readonly keys?: Keys;
  /** Names and types of the arguments, in the order of ARGV. @default none */
  readonly args?: Args;
  /** @default reply.any() */
  readonly returns?: ReplyType<Result>;
  /**
   * Whether the script only reads. It is then sent as EVALSHA_RO, so that the server refuses a
   * write (as EVALSHA to servers before 7.0, which do not know that command).
   *
   * @default false
   */
  readonly readOnly?: boolean | undefined;
  /** What becomes of writes made before an error: `keep` leaves them, as Redis does. @default 'keep' */
  readonly onError?: 'keep' | undefined;
  /** The Lua text. */
  readonly lua?: string | undefined;
  /** A file with the Lua text: an absolute path, one relative to the working directory, or a URL. */
  readonly file?: string | URL | undefined;
}

/** What a script may be called. Nothing that is called so can be Lua text. */
export const SCRIPT_NAME = /^[A-Za-z][\w.:-]*$/;

/** Any keys, any arguments, any reply: what is known of a script that is only a text or a file. */
export const UNTYPED = {
  keys: [key.list('keys')],
  args: { values: arg.list(arg.any()) },
} as const;

/**
 * Defines a script, to be registered with `forFeature`, injected with `@InjectScript`, or given to
 * a {@link ScriptExecutor}.
 *
 * ```ts
 * const incrementIfExists = defineScript({
 *   name: 'increment-if-exists',
 *   keys: ['counter'],
 *   args: { by: arg.integer(), ttl: arg.seconds() },
 *   returns: reply.nullable(reply.integer()),
 *   lua: `…`,
 * });
 * ```
 *
 * @throws HybridCacheConfigurationError when the definition, or its file, cannot be used
 * @publicApi
 */
export function defineScript<
  const Keys extends KeySpecs = readonly [],
  // oxlint-disable-next-line typescript/no-generated-empty-object-type -- no arguments at all
  Args extends ArgSpecs = Record<never, never>,
  Result = unknown,
>(options: ScriptOptions<Keys, Args, Result>): ScriptDefinition<Keys, Args, Result>;
export function defineScript(
  options: ScriptOptions<KeySpecs, ArgSpecs, unknown>,
): ScriptDefinition {
  const read = new OptionReader('defineScript()', options);
  const name = read.text('name', SCRIPT_NAME, "a name such as 'increment-if-exists'");
  if (name === undefined) throw read.error('name', "a name such as 'increment-if-exists'");
  const path = `script ${name}`;
  const keys = options.keys ?? [];
  const args = options.args ?? {};
  checkKeys(path, keys);
  checkArgs(path, args);
  const onError: unknown = read.value('onError') ?? 'keep';
  if (onError !== 'keep') throw read.error('onError', "'keep'");
  return Object.freeze({
    name,
    keys,
    args,
    returns: options.returns ?? reply.any(),
    readOnly: read.boolean('readOnly', false),
    ...source(path, options),
  });
}

function checkKeys(path: string, keys: KeySpecs): void {
  const names = keys.map(spec => (typeof spec === 'string' ? spec : spec.list));
  if (new Set(names).size !== names.length) {
    throw new HybridCacheConfigurationError(`${path}: keys`, names, 'names that differ');
  }
  if (keys.slice(0, -1).some(spec => typeof spec !== 'string')) {
    throw new HybridCacheConfigurationError(`${path}: keys`, names, 'so that a list comes last');
  }
}

function checkArgs(path: string, args: ArgSpecs): void {
  const lists = Object.keys(args).filter(name => args[name]?.variadic);
  if (lists.length > 1) {
    throw new HybridCacheConfigurationError(`${path}: args`, lists, 'without a second list');
  }
}

function source(
  path: string,
  { lua, file }: Pick<ScriptOptions<KeySpecs, ArgSpecs, unknown>, 'lua' | 'file'>,
): Pick<ScriptDefinition, 'lua' | 'file'> {
  if (typeof lua === 'string' && file === undefined) return { lua, file: undefined };
  if (file === undefined || lua !== undefined) {
    throw new HybridCacheConfigurationError(
      `${path}: lua`,
      lua,
      'Lua text, unless `file` is given',
    );
  }
  const filename = file instanceof URL ? fileURLToPath(file) : file;
  try {
    return { lua: readFileSync(filename, 'utf8'), file: filename };
  } catch (cause) {
    throw new HybridCacheConfigurationError(`${path}: file`, filename, 'a file that can be read', {
      cause,
    });
  }
}
