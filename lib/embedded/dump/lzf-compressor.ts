const HASH_BITS = 16;
const MAX_LITERALS = 32;
const MAX_OFFSET = 1 << 13;
const MAX_MATCH = 264;
/** Up to there a match is followed even where it may not be longer than the limit. */
const UNROLLED_LIMIT = 18;

/**
 * Compresses as LZF does in Redis, to the same bytes: each place looks for the last one with the
 * same three bytes; behind a match only its last two places can be found again.
 */
export class LzfCompressor {
  /** Where three bytes stood last, by their hash; counted over all inputs, so never cleared. */
  readonly #places = new Float64Array(1 << HASH_BITS);
  #base = 0;
  #nextBase = 0;

  /** @returns undefined where it does not fit into `limit` bytes */
  compress(input: Uint8Array, limit: number): Uint8Array | undefined {
    this.#base = this.#nextBase;
    this.#nextBase += input.length;
    const output = new Output(limit);
    const end = input.length - 2;
    let at = 0;
    while (at < end) {
      const match = this.#find(input, at);
      if (match === undefined) {
        if (!output.literal(input[at] ?? 0)) return undefined;
        at++;
        continue;
      }
      const length = matchLength(input, match, at);
      if (!output.reference(at - match - 1, length)) return undefined;
      at += length;
      if (at >= end) break;
      this.#remember(input, at - 2);
      this.#remember(input, at - 1);
    }
    return output.finish(input.subarray(at));
  }

  /** The last place with the same three bytes, near enough; the very first is never referred to. */
  #find(input: Uint8Array, at: number): number | undefined {
    const place = this.#remember(input, at);
    const offset = at - place - 1;
    if (place <= 0 || offset < 0 || offset >= MAX_OFFSET) return undefined;
    for (let next = 0; next < 3; next++) {
      if (input[place + next] !== input[at + next]) return undefined;
    }
    return place;
  }

  /** Notes a place under its three bytes; answers the one noted before, below 0 for none. */
  #remember(input: Uint8Array, at: number): number {
    const bytes = ((input[at] ?? 0) << 16) | ((input[at + 1] ?? 0) << 8) | (input[at + 2] ?? 0);
    const hash = ((bytes >> (24 - HASH_BITS)) - bytes * 5) & ((1 << HASH_BITS) - 1);
    const place = (this.#places[hash] ?? 0) - this.#base;
    this.#places[hash] = this.#base + at;
    return place;
  }
}

function matchLength(input: Uint8Array, from: number, at: number): number {
  const limit = Math.min(input.length - at - 2, MAX_MATCH);
  const unrolled = limit > 16 ? UNROLLED_LIMIT : 0;
  let length = 3;
  while ((length <= unrolled || length < limit) && input[from + length] === input[at + length]) {
    length++;
  }
  return length;
}

/** Runs of literal bytes, each after a byte with its length, and references between them. */
class Output {
  readonly #bytes: Uint8Array;
  readonly #limit: number;
  /** Behind the byte that the run of literals will have its length in. */
  #at = 1;
  #literals = 0;

  constructor(limit: number) {
    this.#limit = limit;
    // The last literals may go beyond the limit before it is looked at.
    this.#bytes = new Uint8Array(limit + 4);
  }

  literal(byte: number): boolean {
    if (this.#at >= this.#limit) return false;
    this.#add(byte);
    return true;
  }

  reference(offset: number, length: number): boolean {
    if (this.#at - (this.#literals === 0 ? 1 : 0) + 4 >= this.#limit) return false;
    this.#endRun();
    const beyond = length - 2;
    if (beyond < 7) this.#bytes[this.#at++] = (offset >> 8) + (beyond << 5);
    else {
      this.#bytes[this.#at++] = (offset >> 8) + (7 << 5);
      this.#bytes[this.#at++] = beyond - 7;
    }
    this.#bytes[this.#at++] = offset;
    this.#at++;
    return true;
  }

  finish(rest: Uint8Array): Uint8Array | undefined {
    if (this.#at + 3 > this.#limit) return undefined;
    for (const byte of rest) this.#add(byte);
    this.#endRun();
    return this.#bytes.subarray(0, this.#at);
  }

  #add(byte: number): void {
    this.#bytes[this.#at++] = byte;
    if (++this.#literals < MAX_LITERALS) return;
    this.#endRun();
    this.#at++;
  }

  #endRun(): void {
    if (this.#literals === 0) this.#at--;
    else this.#bytes[this.#at - this.#literals - 1] = this.#literals - 1;
    this.#literals = 0;
  }
}
