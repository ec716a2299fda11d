import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/command.js';

export interface QueuedCommand {
  readonly command: Command;
  readonly args: readonly Bytes[];
}

/** What a client queued since MULTI. */
export class Transaction {
  readonly queue: QueuedCommand[] = [];
  /** A command was refused: EXEC will refuse all. */
  isBroken = false;

  /** One of the queued commands may use more memory, or write. */
  get deniesOom(): boolean {
    return this.queue.some(({ command }) => command.deniesOom);
  }

  get writes(): boolean {
    return this.queue.some(({ command }) => command.isWrite);
  }
}
