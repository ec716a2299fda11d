import { CorruptPayload } from './corrupt-payload.js';

const MAX_LITERALS = 32;
/** Three bytes of input stand for at most 264 of output. */
const MAX_RATIO = 88;

/** @throws CorruptPayload where it does not make exactly that many bytes */
export function decompressLzf(input: Uint8Array, length: number): Buffer {
  if (length > input.length * MAX_RATIO) throw new CorruptPayload('longer than it can be');
  const output = Buffer.allocUnsafe(length);
  let from = 0;
  let at = 0;
  while (from < input.length) {
    const control = input[from++] ?? 0;
    if (control < MAX_LITERALS) {
      const count = control + 1;
      if (at + count > length || from + count > input.length) throw invalid();
      output.set(input.subarray(from, from + count), at);
      from += count;
      at += count;
      continue;
    }
    let count = (control >> 5) + 2;
    if (count === 9) count += input[from++] ?? 0;
    if (from >= input.length) throw invalid();
    const offset = ((control & 0x1f) << 8) + (input[from++] ?? 0) + 1;
    if (at + count > length || offset > at) throw invalid();
    // What is copied may overlap with what it becomes: so it repeats.
    for (const end = at + count; at < end; at++) output[at] = output[at - offset] ?? 0;
  }
  if (at !== length) throw invalid();
  return output;
}

function invalid(): CorruptPayload {
  return new CorruptPayload('invalid LZF');
}
