import type { Bytes } from '../../bytes.js';
import { HEADER_SIZE } from './hyperloglog-layout.js';

/** A run of registers with equal values is one or two bytes: `00llllll`, `01llllll llllllll` or
 *  `1vvvvvll`, where `l` is its length and `v` its value, both less 1. */
const LONG_ZEROS = 0x40;
const VALUES = 0x80;
const MAX_ZEROS = 64;

export const MAX_SPARSE_VALUE = 32;
export const MAX_VALUE_RUN = 4;

/** Registers with the same value. */
export interface SparseRun {
  /** 0 to 32. */
  readonly value: number;
  readonly length: number;
  /** Of its opcode. */
  readonly byteSize: number;
}

/** In bytes. */
export function opcodeSize(opcode: number): number {
  return (opcode & (VALUES | LONG_ZEROS)) === LONG_ZEROS ? 2 : 1;
}

/** How many registers an opcode covers. */
export function runLength(opcode: number, nextByte: number): number {
  if ((opcode & VALUES) !== 0) return (opcode & 0x03) + 1;
  return (opcodeSize(opcode) === 2 ? ((opcode & 0x3f) << 8) | nextByte : opcode & 0x3f) + 1;
}

export function runValue(opcode: number): number {
  return (opcode & VALUES) === 0 ? 0 : ((opcode >>> 2) & 0x1f) + 1;
}

/** The opcode of a run; none at all for an empty one. */
export function encodeRun(value: number, length: number): Bytes {
  if (length === 0) return '';
  if (value > 0) return String.fromCharCode(VALUES | ((value - 1) << 2) | (length - 1));
  if (length <= MAX_ZEROS) return String.fromCharCode(length - 1);
  return String.fromCharCode(LONG_ZEROS | ((length - 1) >>> 8), (length - 1) & 0xff);
}

/**
 * The runs of a sparse HyperLogLog.
 *
 * @yields in the order of the registers
 */
export function* sparseRuns(bytes: Uint8Array): Generator<SparseRun> {
  let at = HEADER_SIZE;
  while (at < bytes.length) {
    const opcode = bytes[at] ?? 0;
    const byteSize = opcodeSize(opcode);
    yield { value: runValue(opcode), length: runLength(opcode, bytes[at + 1] ?? 0), byteSize };
    at += byteSize;
  }
}
