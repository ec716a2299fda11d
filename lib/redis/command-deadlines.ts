import type { Command } from 'ioredis';
import { ServerUnavailableError } from '../errors/index.js';

interface PendingCommand {
  readonly command: Command & { readonly isSettled: boolean };
  readonly due: number;
}

/** A connection that has swallowed everything for so long, as a half-open one does, is replaced. */
export const SILENCE_MS = 10_000;

/** So many places in front of the queue may be empty before it is moved up. */
const MAX_DROPPED = 1024;

/**
 * Rejects commands whose reply did not come in time.
 *
 * All commands of a connection have the same deadline, so the order in which they were sent is the
 * order in which they fall due: one queue and one timer for its head serve them all. (A timer a
 * command was measured to cost 17 % of a call.)
 */
export class CommandDeadlines {
  readonly #deadline: number;
  readonly #onSilence: () => void;
  #pending: (PendingCommand | undefined)[] = [];
  #head = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Since when commands are sent, and none of them has come back. */
  #silentSince: number | undefined;

  /** @param onSilence called when nothing has come back for {@link SILENCE_MS} of commands */
  constructor(deadline: number, onSilence: () => void) {
    this.#deadline = deadline;
    this.#onSilence = onSilence;
  }

  watch(command: PendingCommand['command']): void {
    this.#dropSettled();
    this.#pending.push({ command, due: performance.now() + this.#deadline });
    this.#timer ??= this.#arm(this.#deadline);
  }

  /** Rejects everything that still waits: the connection is being closed. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (let i = this.#head; i < this.#pending.length; i++) {
      const command = this.#pending[i]?.command;
      if (command !== undefined && !command.isSettled) {
        command.reject(
          new ServerUnavailableError('The connection was closed before the reply came.', {
            execution: 'unknown',
          }),
        );
      }
    }
    this.#pending = [];
    this.#head = 0;
  }

  /** Replies come in order: what is done stands in front, and need not be held until the next sweep. */
  #dropSettled(): void {
    while (this.#pending[this.#head]?.command.isSettled === true) {
      // Not held on to until the queue is moved up: a reply may be large.
      this.#pending[this.#head++] = undefined;
      this.#silentSince = undefined;
    }
    if (this.#head === this.#pending.length || this.#head > MAX_DROPPED) {
      this.#pending = this.#pending.slice(this.#head);
      this.#head = 0;
    }
  }

  #arm(delay: number): NodeJS.Timeout {
    // When this process was stopped or its loop was blocked, the replies lie in the socket's buffer,
    // which is read after the timers: look only after the loop has polled once.
    return setTimeout(() => setImmediate(() => this.#sweep()), delay).unref();
  }

  #sweep(): void {
    this.#timer = undefined;
    const now = performance.now();
    let next = this.#pending[this.#head];
    while (next !== undefined && (next.command.isSettled || next.due <= now)) {
      if (next.command.isSettled) this.#silentSince = undefined;
      else {
        this.#silentSince ??= now - this.#deadline;
        next.command.reject(this.#timedOut(next.command.name));
      }
      next = this.#pending[++this.#head];
    }
    this.#pending = this.#pending.slice(this.#head);
    this.#head = 0;
    if (next !== undefined) this.#timer = this.#arm(Math.max(1, next.due - now));
    if (this.#silentSince !== undefined && now - this.#silentSince >= SILENCE_MS) {
      this.#silentSince = undefined;
      this.#onSilence();
    }
  }

  #timedOut(command: string): ServerUnavailableError {
    return new ServerUnavailableError(
      `The server did not answer ${command.toUpperCase()} within ${this.#deadline} ms. ` +
        'It may still run there. Raise commandTimeout if the server is only slow.',
      { execution: 'unknown' },
    );
  }
}
