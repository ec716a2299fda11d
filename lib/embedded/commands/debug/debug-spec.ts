import type { Bytes } from '../../bytes.js';
import type { Reply } from '../../reply/reply.js';
import type { CommandContext } from '../command-context.js';

/** A subcommand of DEBUG, which COMMAND does not list. */
export interface DebugSpec {
  readonly name: string;
  /** The least and the most words with DEBUG and the name. */
  readonly words: readonly [min: number, max: number];
  readonly syntax?: string;
  readonly summary: string;
  handler(context: CommandContext, args: readonly Bytes[]): Reply;
}
