import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/command.js';
import type { CommandEffects } from '../commands/command-spec.js';

export interface QueuedCommand {
  readonly command: Command;
  readonly args: readonly Bytes[];
  readonly effects: CommandEffects;
}

/** What a client queued since MULTI. */
export class Transaction {
  readonly queue: QueuedCommand[] = [];
  /** A command was refused: EXEC will refuse all. */
  isBroken = false;

  /** One of the queued commands may use more memory. */
  get deniesOom(): boolean {
    return this.queue.some(({ effects }) => effects.deniesOom);
  }

  /** Or publishes: CLIENT PAUSE WRITE holds up both. */
  get writes(): boolean {
    return this.queue.some(({ effects }) => effects.isWrite || effects.replicates);
  }
}
