import { StringValue } from '../../keyspace/string-value.js';
import type { UndoLog } from '../../transaction/undo-log.js';
import { estimateCardinality, histogramOfRegisters, histogramOfSparse } from './cardinality.js';
import { packDense, raiseDense, unpackDense } from './dense-registers.js';
import { notAHyperLogLog } from './hyperloglog-error.js';
import {
  CARDINALITY_AT,
  DENSE,
  DENSE_SIZE,
  ENCODING_AT,
  HEADER_SIZE,
  MAGIC,
  REGISTERS,
  SPARSE,
  STALE_AT,
  STALE_BIT,
} from './hyperloglog-layout.js';
import { encodeRun } from './sparse-opcodes.js';
import { raiseSparse, unpackSparse } from './sparse-registers.js';

/** The HyperLogLog that a string is: its bytes are those that Redis stores. */
export class HyperLogLog {
  /** The string itself, to store it. */
  readonly value: StringValue;

  /** A new one, empty and sparse. */
  static create(): HyperLogLog {
    const value = new StringValue('');
    value.growTo(HEADER_SIZE, undefined);
    value.write(0, MAGIC + String.fromCharCode(SPARSE), undefined);
    value.append(encodeRun(0, REGISTERS), undefined);
    return new HyperLogLog(value);
  }

  /** @throws CommandError when the string is none */
  constructor(value: StringValue) {
    this.value = value;
    const encoding = value.byteAt(ENCODING_AT);
    const isIntact =
      value.length >= HEADER_SIZE &&
      value.slice(0, MAGIC.length) === MAGIC &&
      (encoding === SPARSE || (encoding === DENSE && value.length === DENSE_SIZE));
    if (!isIntact) throw notAHyperLogLog();
  }

  get isDense(): boolean {
    return this.value.byteAt(ENCODING_AT) === DENSE;
  }

  /** The cardinality that was last computed; undefined if registers have changed since. */
  get cachedCardinality(): bigint | undefined {
    if ((this.value.byteAt(STALE_AT) & STALE_BIT) !== 0) return undefined;
    return Buffer.from(this.value.slice(CARDINALITY_AT, HEADER_SIZE), 'latin1').readBigUInt64LE();
  }

  /** Computes the cardinality and keeps it. */
  computeCardinality(undo: UndoLog | undefined): bigint {
    const cardinality = estimateCardinality(
      this.isDense ? histogramOfRegisters(this.registers) : histogramOfSparse(this.value.view),
    );
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(cardinality);
    this.value.write(CARDINALITY_AT, bytes.toString('latin1'), undo);
    return cardinality;
  }

  invalidateCardinality(undo: UndoLog | undefined): void {
    const byte = this.value.byteAt(STALE_AT);
    if ((byte & STALE_BIT) === 0) this.value.setByte(STALE_AT, byte | STALE_BIT, undo);
  }

  /** The value of each register: the longest run of zeros, and 1, that it has seen. */
  get registers(): Uint8Array {
    return this.isDense ? unpackDense(this.value.view) : unpackSparse(this.value.view);
  }

  /**
   * Sets a register, unless it is as high already.
   *
   * @param maxSparseBytes above which the encoding becomes dense
   */
  raise(register: number, run: number, maxSparseBytes: number, undo: UndoLog | undefined): boolean {
    if (this.isDense) return raiseDense(this.value, register, run, undo);
    const isRaised = raiseSparse(this.value, register, run, maxSparseBytes, undo);
    if (isRaised === undefined) {
      this.makeDense(undo);
      return raiseDense(this.value, register, run, undo);
    }
    if (isRaised) this.invalidateCardinality(undo);
    return isRaised;
  }

  /** Sets all registers, none of them lower than it is. */
  raiseAll(registers: Uint8Array, maxSparseBytes: number, undo: UndoLog | undefined): void {
    if (this.isDense) {
      this.#writeDense(registers, undo);
      return;
    }
    for (let register = 0; register < REGISTERS; register++) {
      const run = registers[register] ?? 0;
      if (run > 0) this.raise(register, run, maxSparseBytes, undo);
    }
  }

  /** Changes a sparse encoding to the dense one; false if it is that already. */
  makeDense(undo: UndoLog | undefined): boolean {
    if (this.isDense) return false;
    this.#writeDense(this.registers, undo);
    return true;
  }

  #writeDense(registers: Uint8Array, undo: UndoLog | undefined): void {
    const { value } = this;
    value.splice(HEADER_SIZE, value.length, packDense(registers).toString('latin1'), undo);
    value.setByte(ENCODING_AT, DENSE, undo);
  }
}
