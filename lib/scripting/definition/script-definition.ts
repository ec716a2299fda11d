import type { CommandArgument, RedisConnection } from '../../redis/index.js';
import type { ArgType } from './arg.js';
import type { KeyList } from './key.js';
import type { ReplyType } from './reply.js';

/** The keys that a definition names, in the order of KEYS. */
export type KeySpecs = readonly (string | KeyList)[];

/** The arguments that a definition names, in the order of ARGV. */
// `never`: an argument type takes its own values only, so that is what all of them have in common.
export type ArgSpecs = Readonly<Record<string, ArgType<never>>>;

/**
 * A script: its text, its keys, its arguments and its reply. Made by {@link defineScript}.
 *
 * @publicApi
 */
export interface ScriptDefinition<
  Keys extends KeySpecs = KeySpecs,
  Args extends ArgSpecs = ArgSpecs,
  Result = unknown,
> {
  /** By which it is registered, injected, and named in errors. */
  readonly name: string;
  readonly keys: Keys;
  readonly args: Args;
  readonly returns: ReplyType<Result>;
  /** Whether it only reads: sent as EVALSHA_RO, so that the server refuses a write. */
  readonly readOnly: boolean;
  /** The Lua text. */
  readonly lua: string;
  /** The file that the text was read from, where it was. */
  readonly file: string | undefined;
  /**
   * Steps that are taken from here in place of the text: for what must not run as one script.
   *
   * @internal
   */
  readonly procedure?: ScriptProcedure;
}

/** @internal */
export type ScriptProcedure = (
  connection: RedisConnection,
  keys: readonly string[],
  args: readonly CommandArgument[],
) => Promise<unknown>;

/** The keys of a call, by name. */
export type ScriptKeys<Definition> =
  Definition extends ScriptDefinition<infer Keys, infer _Args, infer _Result>
    ? { readonly [Name in Extract<Keys[number], string>]: string } & {
        readonly [List in Extract<Keys[number], KeyList> as List['list']]: readonly string[];
      }
    : never;

/** The arguments of a call, by name. */
export type ScriptArgs<Definition> =
  Definition extends ScriptDefinition<infer _Keys, infer Args, infer _Result>
    ? { readonly [Name in keyof Args]: Args[Name] extends ArgType<infer Value> ? Value : never }
    : never;

/** What a call gives. */
export type ScriptReply<Definition> =
  Definition extends ScriptDefinition<infer _Keys, infer _Args, infer Result> ? Result : never;

/**
 * A script that was injected with {@link InjectScript}: call it with its keys and its arguments.
 * Rejects with a {@link ScriptError}.
 *
 * @publicApi
 */
export type Script<Definition> = (
  keys: ScriptKeys<Definition>,
  args: ScriptArgs<Definition>,
) => Promise<ScriptReply<Definition>>;
