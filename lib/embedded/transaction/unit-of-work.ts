import { UndoLog } from './undo-log.js';

/** Where a part of a unit of work began that may have to be undone. */
export interface Savepoint {
  readonly undoLength: number;
  readonly changes: number;
  readonly effects: number;
  readonly isOutermost: boolean;
}

/**
 * One command, one EXEC or one script: what it does to others (waking a blocked client, failing a
 * WATCH, publishing, invalidating) is held back until all of it is done.
 */
export class UnitOfWork {
  /** How many changes stayed since the engine began. */
  changes = 0;
  #undo: UndoLog | undefined;
  #effects: (() => void)[] = [];
  #afterReply: (() => void)[] = [];

  /** Set only between {@link savepoint} and its end: what cannot fail pays nothing. */
  get undo(): UndoLog | undefined {
    return this.#undo;
  }

  /** For after the commit; dropped by a roll-back. Effects run in this order. */
  defer(effect: () => void): void {
    this.#effects.push(effect);
  }

  /** For a {@link defer}red effect that must follow the reply to the command it came from. */
  deferAfterReply(effect: () => void): void {
    this.#afterReply.push(effect);
  }

  savepoint(): Savepoint {
    const isOutermost = this.#undo === undefined;
    this.#undo ??= new UndoLog();
    return {
      undoLength: this.#undo.length,
      changes: this.changes,
      effects: this.#effects.length,
      isOutermost,
    };
  }

  /** What was done since the savepoint stays. */
  release(savepoint: Savepoint): void {
    if (savepoint.isOutermost) this.#undo = undefined;
  }

  /** What was done since the savepoint was never done. */
  rollbackTo(savepoint: Savepoint): void {
    this.#undo?.rollbackTo(savepoint.undoLength);
    this.changes = savepoint.changes;
    this.#effects.length = savepoint.effects;
    this.release(savepoint);
  }

  commit(): void {
    // An effect may cause others: a woken client takes from a list that somebody watches.
    while (this.#effects.length > 0) {
      const effects = this.#effects;
      this.#effects = [];
      for (const effect of effects) effect();
    }
  }

  commitAfterReply(): void {
    while (this.#afterReply.length > 0) {
      const effects = this.#afterReply;
      this.#afterReply = [];
      for (const effect of effects) effect();
    }
  }
}
