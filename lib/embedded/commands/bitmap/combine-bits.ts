const OPERATIONS = {
  and: (a: number, b: number) => a & b,
  or: (a: number, b: number) => a | b,
  xor: (a: number, b: number) => a ^ b,
  not: (a: number) => ~a,
};

/** The operations of BITOP; `not` has one operand. */
export type BitOperation = keyof typeof OPERATIONS;

export function isBitOperation(name: string): name is BitOperation {
  return Object.hasOwn(OPERATIONS, name);
}

/** As long as the longest operand; the others are continued with zeros. */
export function combineBits(
  operation: BitOperation,
  [first = new Uint8Array(), ...others]: readonly Uint8Array[],
): Buffer {
  const length = others.reduce((longest, other) => Math.max(longest, other.length), first.length);
  const result = Buffer.alloc(length);
  result.set(first);
  if (operation === 'not') combineInto(result, first, OPERATIONS.not);
  for (const other of others) {
    combineInto(result, other, OPERATIONS[operation]);
    // Of the operations only this one changes anything where an operand has ended.
    if (operation === 'and') result.fill(0, other.length);
  }
  return result;
}

function combineInto(
  result: Uint8Array,
  operand: Uint8Array,
  combine: (a: number, b: number) => number,
): void {
  const to = wordsOf(result);
  const from = wordsOf(operand);
  let at = 0;
  for (; at + 4 <= operand.length; at += 4) {
    to.setInt32(at, combine(to.getInt32(at), from.getInt32(at)));
  }
  for (; at < operand.length; at++) result[at] = combine(result[at] ?? 0, operand[at] ?? 0);
}

function wordsOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
