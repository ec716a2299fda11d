import type { StringValue } from '../../keyspace/string-value.js';
import type { UndoLog } from '../../transaction/undo-log.js';
import { corrupted } from './hyperloglog-error.js';
import { HEADER_SIZE, REGISTERS } from './hyperloglog-layout.js';
import {
  encodeRun,
  MAX_SPARSE_VALUE,
  MAX_VALUE_RUN,
  opcodeSize,
  runLength,
  runValue,
  sparseRuns,
} from './sparse-opcodes.js';

/** How many opcodes Redis looks at to join equal ones after a change. */
const JOIN_STEPS = 5;

/** The opcode that covers a register. */
interface FoundOpcode {
  readonly at: number;
  /** Where the opcode before it begins; the first one's own place. */
  readonly previousAt: number;
  /** Registers that it covers before and after the one looked for. */
  readonly before: number;
  readonly after: number;
}

/**
 * Sets a register of a sparse HyperLogLog, unless it is as high already.
 *
 * @returns whether it was raised; undefined when it needs the dense encoding
 * @throws CommandError when it is corrupted
 */
export function raiseSparse(
  value: StringValue,
  register: number,
  run: number,
  maxBytes: number,
  undo: UndoLog | undefined,
): boolean | undefined {
  if (run > MAX_SPARSE_VALUE) return undefined;
  const bytes = value.view;
  const { at, previousAt, before, after } = findOpcode(bytes, register);
  const opcode = bytes[at] ?? 0;
  const current = runValue(opcode);
  if (current >= run) return false;
  const opcodes = encodeRun(current, before) + encodeRun(run, 1) + encodeRun(current, after);
  const growth = opcodes.length - opcodeSize(opcode);
  if (growth > 0 && bytes.length + growth > maxBytes) return undefined;
  value.splice(at, at + opcodeSize(opcode), opcodes, undo);
  joinEqual(value, previousAt, undo);
  return true;
}

/**
 * The values of all registers of a sparse HyperLogLog.
 *
 * @throws CommandError when it is corrupted
 */
export function unpackSparse(bytes: Uint8Array): Uint8Array {
  const registers = new Uint8Array(REGISTERS);
  let register = 0;
  for (const { value, length } of sparseRuns(bytes)) {
    if (value > 0) registers.fill(value, register, register + length);
    register += length;
  }
  if (register !== REGISTERS) throw corrupted();
  return registers;
}

function findOpcode(bytes: Uint8Array, register: number): FoundOpcode {
  let at = HEADER_SIZE;
  let previousAt = at;
  let first = 0;
  while (at < bytes.length) {
    const opcode = bytes[at] ?? 0;
    const next = first + runLength(opcode, bytes[at + 1] ?? 0);
    if (register < next) {
      return { at, previousAt, before: register - first, after: next - 1 - register };
    }
    previousAt = at;
    at += opcodeSize(opcode);
    first = next;
  }
  throw corrupted();
}

/** Joins adjacent runs of the same value, where Redis does: near a change only. */
function joinEqual(value: StringValue, start: number, undo: UndoLog | undefined): void {
  let at = start;
  for (let step = 0; step < JOIN_STEPS && at < value.length; step++) {
    const joined = joinedRun(value.byteAt(at), value.byteAt(at + 1));
    if (joined === undefined) at += opcodeSize(value.byteAt(at));
    else value.splice(at, at + 2, joined, undo);
  }
}

function joinedRun(opcode: number, next: number): string | undefined {
  const value = runValue(opcode);
  if (value === 0 || runValue(next) !== value) return undefined;
  const length = runLength(opcode, 0) + runLength(next, 0);
  return length <= MAX_VALUE_RUN ? encodeRun(value, length) : undefined;
}
