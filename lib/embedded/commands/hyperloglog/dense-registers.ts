import type { StringValue } from '../../keyspace/string-value.js';
import type { UndoLog } from '../../transaction/undo-log.js';
import { HEADER_SIZE, REGISTER_WIDTH, REGISTERS } from './hyperloglog-layout.js';

const REGISTER_MAX = 2 ** REGISTER_WIDTH - 1;

/** Sets a register of a dense HyperLogLog, unless it is as high already. */
export function raiseDense(
  value: StringValue,
  register: number,
  run: number,
  undo: UndoLog | undefined,
): boolean {
  const bit = register * REGISTER_WIDTH;
  const shift = bit % 8;
  const at = HEADER_SIZE + Math.floor(bit / 8);
  // Registers fill a byte from its lowest bit on and go on in the next.
  const pair = value.byteAt(at) | (value.byteAt(at + 1) << 8);
  if (((pair >>> shift) & REGISTER_MAX) >= run) return false;
  const raised = (pair & ~(REGISTER_MAX << shift)) | (run << shift);
  value.setByte(at, raised & 0xff, undo);
  if (shift + REGISTER_WIDTH > 8) value.setByte(at + 1, raised >>> 8, undo);
  return true;
}

/** The values of all registers of a dense HyperLogLog. */
export function unpackDense(bytes: Uint8Array): Uint8Array {
  const registers = new Uint8Array(REGISTERS);
  for (let register = 0, at = HEADER_SIZE; register < REGISTERS; register += 4, at += 3) {
    const low = bytes[at] ?? 0;
    const middle = bytes[at + 1] ?? 0;
    const high = bytes[at + 2] ?? 0;
    registers[register] = low & REGISTER_MAX;
    registers[register + 1] = (low >>> 6) | ((middle & 0x0f) << 2);
    registers[register + 2] = (middle >>> 4) | ((high & 0x03) << 4);
    registers[register + 3] = high >>> 2;
  }
  return registers;
}

/** What follows the header of a dense HyperLogLog with these registers. */
export function packDense(registers: Uint8Array): Buffer {
  const bytes = Buffer.alloc((REGISTERS * REGISTER_WIDTH) / 8);
  for (let register = 0, at = 0; register < REGISTERS; register += 4, at += 3) {
    const second = registers[register + 1] ?? 0;
    const third = registers[register + 2] ?? 0;
    bytes[at] = (registers[register] ?? 0) | (second << 6);
    bytes[at + 1] = (second >>> 2) | (third << 4);
    bytes[at + 2] = (third >>> 4) | ((registers[register + 3] ?? 0) << 2);
  }
  return bytes;
}
