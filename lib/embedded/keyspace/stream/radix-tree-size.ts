import type { Integer64 } from './integer64.js';
import type { StreamId } from './stream-id.js';

const KEY_BYTES = 16;
const TWO_32 = 2 ** 32;

/**
 * How many nodes the radix tree of Redis has whose keys are the bytes of these IDs, which come in
 * their order: one for each place where keys part, one for each end, and one for each stretch of
 * bytes between.
 */
export function radixTreeSize(ids: readonly StreamId[]): number {
  if (ids.length === 0) return 1;
  let size = 0;
  // How deep the nodes on the way to the last key lie.
  const depths: number[] = [];
  for (const [at, id] of ids.entries()) {
    depths.push(KEY_BYTES);
    const next = ids[at + 1];
    const common = next ? commonBytes(id, next) : -1;
    for (let depth = depths.at(-1) ?? -1; depth > common; depth = depths.at(-1) ?? -1) {
      depths.pop();
      const parent = Math.max(depths.at(-1) ?? -1, common);
      size += depth > parent + 1 ? 2 : 1;
    }
    if (next && depths.at(-1) !== common) depths.push(common);
  }
  return size;
}

/** How many bytes two keys have in common from their beginning, the most significant first. */
function commonBytes(a: StreamId, b: StreamId): number {
  if (a.ms !== b.ms) return commonBytesOf(a.ms, b.ms);
  return 8 + commonBytesOf(a.seq, b.seq);
}

function commonBytesOf(a: Integer64, b: Integer64): number {
  const [highA, lowA] = halves(a);
  const [highB, lowB] = halves(b);
  const inHigh = equalBytes(highA, highB);
  return inHigh < 4 ? inHigh : 4 + equalBytes(lowA, lowB);
}

function halves(value: Integer64): readonly [high: number, low: number] {
  if (typeof value === 'number') return [Math.floor(value / TWO_32), value % TWO_32];
  return [Number(value >> 32n), Number(BigInt.asUintN(32, value))];
}

/** Of four. */
function equalBytes(a: number, b: number): number {
  return Math.clz32(a ^ b) >> 3;
}
