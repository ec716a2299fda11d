import type { Bytes } from '../bytes.js';
import type { Reply } from '../reply/reply.js';
import type { Blocked } from '../session/blocked.js';
import type { CommandContext } from './command-context.js';

/** The flags of Redis (`COMMAND INFO` lists them), as far as they mean something here. */
export type CommandFlag =
  | 'write'
  | 'readonly'
  | 'denyoom'
  | 'admin'
  | 'pubsub'
  | 'noscript'
  | 'blocking'
  | 'loading'
  | 'stale'
  | 'skip_monitor'
  | 'skip_slowlog'
  | 'asking'
  | 'fast'
  | 'no_auth'
  | 'may_replicate'
  | 'no_mandatory_keys'
  | 'protected'
  | 'no_async_loading'
  | 'no_multi'
  | 'allow_busy';

export type CommandGroup =
  | 'generic'
  | 'string'
  | 'list'
  | 'set'
  | 'sorted-set'
  | 'hash'
  | 'pubsub'
  | 'transactions'
  | 'connection'
  | 'server'
  | 'scripting'
  | 'hyperloglog'
  | 'geo'
  | 'stream'
  | 'bitmap'
  | 'cluster';

/** Where the keys stand among the arguments, counted from the command's name at 0. */
export interface KeyPositions {
  readonly first: number;
  /** A negative one counts from the end: -1 is the last argument. */
  readonly last: number;
  readonly step: number;
  /** They are no keys: shard channels, by which a client of a cluster finds the node. */
  readonly areChannels?: boolean;
  /** For keys whose places depend on other arguments (`numkeys`): the places. */
  find?(args: readonly Bytes[]): readonly number[];
}

/**
 * Runs a command. `args[0]` is its name as the client wrote it (and `args[1]` the subcommand's, of
 * a subcommand): the places are those of Redis's argv. Throws CommandError, or answers an
 * ErrorReply, to fail; a handler that fails must not have changed anything.
 */
export type CommandHandler = (context: CommandContext, args: readonly Bytes[]) => Reply | Blocked;

/** What a request may do, where its flags do not tell: the script that it runs says it. */
export interface CommandEffects {
  readonly isWrite: boolean;
  /** Held up by CLIENT PAUSE WRITE, though it may write nothing. */
  readonly replicates: boolean;
  readonly deniesOom: boolean;
}

/** A command as the table lists it; a family exports an array of them. */
export interface CommandSpec {
  /** In lower case; of a subcommand its own name only (`id` of `client|id`). */
  readonly name: string;
  /** How many arguments with the name (both names); -2: at least two. */
  readonly arity: number;
  readonly flags: readonly CommandFlag[];
  readonly keys?: KeyPositions;
  readonly group: CommandGroup;
  /** The version of Redis that brought it. */
  readonly since: string;
  readonly summary: string;
  /** The arguments, in the notation of the Redis documentation: `key value [NX | XX]`. */
  readonly syntax?: string;
  /**
   * ACL categories without the `@`, beside those that follow from the flags. By default the one of
   * the group.
   */
  readonly categories?: readonly string[];
  readonly subcommands?: readonly CommandSpec[];
  /** Replaces what follows from the flags; undefined where it does not. */
  effects?(context: CommandContext, args: readonly Bytes[]): CommandEffects | undefined;
  /** Left out where only subcommands exist (CLIENT). */
  readonly handler?: CommandHandler;
}

/** One key, the first argument. */
export const FIRST_KEY: KeyPositions = { first: 1, last: 1, step: 1 };
/** All arguments are keys. */
export const ALL_KEYS: KeyPositions = { first: 1, last: -1, step: 1 };
