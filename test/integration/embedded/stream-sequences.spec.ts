import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';
import { type Endpoint, repliesOf } from '../../support/differential-endpoint.js';
import { comparable, reconcile } from '../../support/differential-reply.js';
import { RandomSource } from '../../support/random-source.js';
import { randomStreamCommand, STREAM_KEYS } from '../../support/random-stream-commands.js';
import { streamState } from '../../support/stream-state.js';

type Words = readonly string[];

const LENGTH = 900;
const LOOK_EACH = 30;

describe('random sequences over streams', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it.each([
    { seed: 1, entries: 100, bytes: 4096 },
    { seed: 2, entries: 4, bytes: 4096 },
    { seed: 3, entries: 0, bytes: 200 },
    { seed: 4, entries: 7, bytes: 150 },
    { seed: 5, entries: 1, bytes: 0 },
    { seed: 6, entries: 0, bytes: 0 },
  ])(
    'answer and end as on a real server (seed $seed, nodes of $entries entries, $bytes bytes)',
    async ({ seed, entries, bytes }) => {
      const random = new RandomSource(seed);
      const steps = Array.from({ length: LENGTH }, (_, place): Words[] => [
        randomStreamCommand(random, place),
        ...(place % LOOK_EACH === 0 ? STREAM_KEYS.map(key => streamState(key).send) : []),
      ]);
      await compare(seed % 2 === 0 ? '2' : '3', entries, bytes, steps.flat());
    },
  );

  it.each([0, 1, 20, 62, 63, 64, 126, 127, 4095, 4096, 16_377, 16_378])(
    'begin a new node at the same byte (texts of %i bytes)',
    async length => {
      await compare('3', 0, 0, aroundLimit('x'.repeat(length)));
    },
  );

  it.each(
    [
      '0 127 128 4095 4096 -1 -4096 -4097 32767 32768 -32769 8388607 8388608 -8388609'.split(' '),
      '2147483647 2147483648 -2147483649 9223372036854775807 9223372036854775808'.split(' '),
      '-9223372036854775808 01 -0 +1'.split(' '),
    ].flat(),
  )('begin a new node at the same byte (texts of %s)', async text => {
    await compare('3', 0, 0, aroundLimit(text));
  });

  it('counts the nodes of its radix tree', async () => {
    const random = new RandomSource(12);
    const ids = Array.from({ length: 300 }, () => randomId(random)).toSorted(compareIds);
    const remaining = ids.map(([ms, seq]) => `${ms}-${seq}`);
    const adds = remaining.map((id): Words => ['XADD', 's', id, 'a', '1']);
    const deletions = remaining.map((): Words => ['XDEL', 's', random.pick(remaining)]);
    const steps = [...adds, ...deletions].flatMap(step => [step, ['XINFO', 'STREAM', 's']]);
    await compare('3', 1, 0, steps);
  });

  async function compare(
    protocol: string,
    entries: number,
    bytes: number,
    commands: readonly Words[],
  ): Promise<void> {
    const steps = [
      ['HELLO', protocol],
      ['FLUSHALL'],
      ['CONFIG', 'SET', 'stream-node-max-entries', String(entries)],
      ['CONFIG', 'SET', 'stream-node-max-bytes', String(bytes)],
      ...commands,
    ];
    const [real, embedded] = await both.endpoints();
    const [expected, actual] = [await outcome(real, steps), await outcome(embedded, steps)];
    expect(reconcile(expected, actual)).toEqual(expected);
  }
});

async function outcome(endpoint: Endpoint, steps: readonly Words[]): Promise<unknown[]> {
  for (const step of steps) endpoint.send(step);
  const replies = await repliesOf(endpoint, steps.length);
  return steps.map((step, at) => {
    const as = step[0] === 'HELLO' ? 'ignored' : step.at(-3) === 'FULL' ? 'times' : undefined;
    return [at, step.join(' '), comparable(replies[at] ?? '', step, as)];
  });
}

/** Two entries under each limit of a node's bytes around that which they need. */
function aroundLimit(text: string): Words[] {
  const least = 2 * text.length + 20;
  return Array.from({ length: 45 }, (_, at): Words[] => [
    ['CONFIG', 'SET', 'stream-node-max-bytes', String(least + at)],
    ...['name', 'else'].flatMap(name => [
      ['DEL', 's'],
      ['XADD', 's', '1-7', 'name', text],
      ['XADD', 's', `${at * 70}-1`, name, text],
      ['XADD', 's', `${at * 70}-*`, 'name', text],
      ['XINFO', 'STREAM', 's'],
    ]),
  ]).flat();
}

/** One whose parts are of any magnitude. */
function randomId(random: RandomSource): readonly [ms: bigint, seq: bigint] {
  const part = (): bigint => 2n ** BigInt(random.below(64)) + BigInt(random.below(300));
  return [part(), random.below(3) === 0 ? 0n : part()];
}

function compareIds(
  [ms, seq]: readonly [bigint, bigint],
  [otherMs, otherSeq]: readonly [bigint, bigint],
): number {
  return Number(ms === otherMs ? seq - otherSeq : ms - otherMs);
}
