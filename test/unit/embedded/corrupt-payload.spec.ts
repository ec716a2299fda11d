import { isDeepStrictEqual } from 'node:util';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { CorruptPayload } from '../../../lib/embedded/dump/corrupt-payload.js';
import { LzfCompressor } from '../../../lib/embedded/dump/lzf-compressor.js';
import { decompressLzf } from '../../../lib/embedded/dump/lzf-decompress.js';
import { createServer } from '../../../lib/embedded/server/create-server.js';
import { connectEmbedded, type Endpoint } from '../../support/differential-endpoint.js';
import { RandomSource } from '../../support/random-source.js';
import { FILLED_TYPES, randomStream, randomValue } from '../../support/random-values.js';
import type { RespValue } from '../../support/resp-value.js';
import { oldStreamContent } from '../../support/stream-payload.js';
import { contentOf, fromHex, sealedPayload } from '../../support/sealed-payload.js';

const VALUES = 15;
const FLIPS = 40;
const OK = { type: 'status', value: 'OK' };
const BAD_FORMAT = { type: 'error', value: 'ERR Bad data format' };

describe('a corrupt payload', () => {
  let client: Endpoint;
  beforeEach(() => {
    client = connectEmbedded(createServer());
  });

  it.each([...FILLED_TYPES, 'stream'] as const)(
    'of a %s is refused or read, and what was read can be used',
    type => {
      const random = new RandomSource(type.length);
      let refused = 0;
      for (let value = 0; value < VALUES; value++) {
        run(['DEL', 'k']);
        const fills =
          type === 'stream' ? randomStream(random, 'k') : [randomValue(random, type, 'k')];
        for (const fill of fills) run(fill);
        const content = contentOf(text(run(['DUMP', 'k'])));
        for (let flip = 0; flip < FLIPS; flip++) {
          const payload = sealedPayload(corrupted(random, content));
          const reply = run(['RESTORE', 'k', '0', payload, 'REPLACE']);
          expect([OK, BAD_FORMAT]).toContainEqual(reply);
          if (!isDeepStrictEqual(reply, OK)) refused++;
          // Whatever was let in goes out and in again.
          const again = text(run(['DUMP', 'k']));
          expect(run(['RESTORE', 'copy', '0', again, 'REPLACE'])).toEqual(OK);
        }
      }
      expect(refused).toBeGreaterThan(VALUES);
    },
  );

  it.each([
    ['a string of 2^63 bytes', '00 81 8000000000000000 61'],
    ['a compressed string of 4 GB out of 3 bytes', '00 c3 03 80 ffffffff 20 0000'],
    ['a compressed string that refers to what was before it', '00 c3 05 0c 00 61 e0 00 05'],
    ['2^40 list nodes', '12 81 0000010000000000 02 07 07000000 0000 ff'],
    ['2^32 - 1 members of a set', '02 80 ffffffff 01 61'],
    ['2^32 - 1 fields of a hash', '04 80 ffffffff 01 61 01 62'],
    ['2^32 - 1 members of a sorted set', '05 80 ffffffff 01 61 0000000000000000'],
    ['an intset that says it has 2^32 - 1 members', '0b 0a 02000000 ffffffff 0100'],
    ['a listpack entry of 4 GB', '10 0d 0d000000 0200 f0 ffffffff 61 ff'],
  ])('that claims %s is refused before memory is taken for it', (_, content) => {
    const began = performance.now();

    expect(run(['RESTORE', 'k', '0', sealedPayload(fromHex(content))])).toEqual(BAD_FORMAT);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it.each([
    ['a set with a member twice', '02 02 01 61 01 61'],
    ['a hash with a field twice', '04 02 0161 0162 0161 0163'],
    ['a hash listpack with a field twice', '10 13 13000000 0400 8161 02 01 01 8161 02 02 01 ff'],
    ['a field without its value', '10 0a 0a000000 0100 8161 02 ff'],
    ['a sorted set with a member twice', `05 02 0161 ${'00'.repeat(8)} 0161 ${'00'.repeat(8)}`],
    ['a sorted set with a score that is not a number', '05 01 0161 000000000000f87f'],
    ['a sorted set listpack with text as a score', '11 0d 0d000000 0200 8161 02 8162 02 ff'],
    ['an intset out of order', '0b 0c 02000000 02000000 0200 0100'],
    ['an empty list', '12 00'],
    ['a list of empty nodes', '12 01 02 07 07000000 0000 ff'],
    ['an empty list element of its own node', '12 01 01 00'],
    ['an unknown kind of list node', '12 01 03 01 61'],
    ['a module', '07 81 0000000000000001 00'],
  ])('is %s', (_, content) => {
    expect(run(['RESTORE', 'k', '0', sealedPayload(fromHex(content))])).toEqual(BAD_FORMAT);
    expect(run(['EXISTS', 'k'])).toEqual({ type: 'integer', value: '0' });
  });

  it.each([
    ['of no entry', { node: '0 0 1 a 0', length: 0 }],
    ['of deleted entries only', { node: '0 1 1 a 0 3 0 0 x 4', length: 0 }],
    ['of another length', { length: 2 }],
    ['with more entries than it counts', { node: '1 0 1 a 0 2 0 0 x 4 2 1 0 y 4' }],
    ['with entries out of order', { node: '2 0 1 a 0 2 0 0 x 4 2 -1 0 y 4', length: 2 }],
    ['with an entry after its last ID', { lastMs: 4 }],
    ['with an entry of another length', { node: '1 0 1 a 0 2 0 0 x 5' }],
    ['with an entry that is cut off', { node: '1 0 1 a 0 2 0 0' }],
    ['with a count that is none', { node: 'one 0 1 a 0 2 0 0 x 4' }],
  ])('is a stream %s', (_, change) => {
    const stream = { node: '1 0 1 a 0 2 0 0 x 4', length: 1, lastMs: 6 };
    const restore = (content: string): RespValue =>
      run(['RESTORE', 'k', '0', sealedPayload(content), 'REPLACE']);

    expect(restore(oldStreamContent(stream))).toEqual(OK);
    expect(restore(oldStreamContent({ ...stream, ...change }))).toEqual(BAD_FORMAT);
  });

  it('leaves the key that it was to replace', () => {
    run(['SET', 'k', 'before']);
    run(['RESTORE', 'k', '0', sealedPayload(fromHex('02 00')), 'REPLACE']);

    expect(run(['GET', 'k'])).toBe('before');
  });

  function run(args: readonly string[]): RespValue {
    client.send(args);
    return client.replies.pop() ?? '';
  }
});

describe('LZF', () => {
  it('gives back what it compressed', () => {
    const random = new RandomSource(3);
    const compressor = new LzfCompressor();
    for (let round = 0; round < 300; round++) {
      const letters = 1 + random.below(random.pick([3, 30, 255]));
      const input = Buffer.from(
        Array.from({ length: 4 + random.below(3000) }, () => random.below(letters)),
      );
      const compressed = compressor.compress(input, input.length + 200);

      expect(compressed && decompressLzf(compressed, input.length).equals(input)).toBe(true);
    }
  });

  it('has nothing to give where the limit is too small', () => {
    const compressor = new LzfCompressor();
    const input = Buffer.from('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa');

    for (let limit = 4; limit < input.length; limit++) {
      const compressed = compressor.compress(input, limit);
      expect(compressed?.length ?? 0).toBeLessThanOrEqual(limit);
    }
    expect(compressor.compress(input, 4)).toBeUndefined();
    expect(compressor.compress(Buffer.from('abcdefghijklmnopqrstuvwxyz'), 22)).toBeUndefined();
  });

  it('refuses what does not make as many bytes as were announced', () => {
    const compressed = new LzfCompressor().compress(Buffer.from('a'.repeat(99)), 95);
    if (!compressed) throw new Error('It does not fit');

    expect(() => decompressLzf(compressed, 98)).toThrow(CorruptPayload);
    expect(() => decompressLzf(compressed, 100)).toThrow(CorruptPayload);
    expect(() => decompressLzf(compressed.subarray(0, 3), 99)).toThrow(CorruptPayload);
  });
});

/** With some bytes changed, most near the beginning, where the lengths are; sometimes cut off. */
function corrupted(random: RandomSource, content: string): string {
  const bytes = Buffer.from(content, 'latin1');
  for (let flips = 1 + random.below(3); flips > 0; flips--) {
    const place = random.below(random.below(3) > 0 ? Math.min(16, bytes.length) : bytes.length);
    bytes[place] =
      random.below(2) > 0 ? random.below(256) : (bytes[place] ?? 0) ^ (1 << random.below(8));
  }
  const length = random.below(5) > 0 ? bytes.length : random.below(bytes.length);
  return bytes.toString('latin1', 0, length);
}

function text(reply: RespValue): string {
  if (typeof reply !== 'string') throw new Error(`Not a bulk string: ${JSON.stringify(reply)}`);
  return reply;
}
