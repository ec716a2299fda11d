import type { Bytes } from '../bytes.js';
import type { CommandContext } from '../commands/command-context.js';
import type { Reply } from '../reply/reply.js';

export interface BlockedRequest {
  /** The keys to wait for; none: only the timeout ends it. */
  readonly keys: readonly Bytes[];
  /** Milliseconds; 0: for ever. */
  readonly timeout: number;
  /** The answer when the time is over, or where blocking is not allowed (MULTI, scripts). */
  readonly timeoutReply: Reply;
  /**
   * Tries again when one of the keys is ready, first come first served.
   *
   * @returns undefined to wait on
   */
  attempt?(context: CommandContext, key: Bytes): Reply | undefined;
}

/**
 * What a handler answers to make its client wait: the session reads no further commands until one
 * of the keys serves it, its time is over, it is unblocked (CLIENT UNBLOCK) or closed.
 */
export class Blocked {
  constructor(readonly request: BlockedRequest) {}
}
