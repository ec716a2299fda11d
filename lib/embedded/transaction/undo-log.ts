/**
 * The inverses of what was done since it began, so that it can be taken back.
 *
 * The pattern of every mutation in the engine: it takes the `UndoLog | undefined` of the moment,
 * and where there is one, records how to restore *its own* object before it changes it. No value is
 * ever copied:
 *
 * ```ts
 * setField(field: Bytes, value: Bytes, undo: UndoLog | undefined): boolean {
 *   const previous = this.#fields.get(field);
 *   undo?.record(
 *     previous === undefined
 *       ? () => this.#fields.delete(field)
 *       : () => this.#fields.set(field, previous),
 *   );
 *   this.#fields.set(field, value);
 *   return previous === undefined;
 * }
 * ```
 *
 * An inverse works on the private state of the object (it neither records nor signals), restores
 * sizes and encodings too, and may rely on finding the state that its mutation left: inverses run
 * in reverse order. That a key exists, what it holds and its expiry is the database's to restore.
 */
export class UndoLog {
  readonly #inverses: (() => unknown)[] = [];

  get length(): number {
    return this.#inverses.length;
  }

  record(inverse: () => unknown): void {
    this.#inverses.push(inverse);
  }

  /** Takes back all that was recorded since the log had this length. */
  rollbackTo(length: number): void {
    while (this.#inverses.length > length) this.#inverses.pop()?.();
  }
}
