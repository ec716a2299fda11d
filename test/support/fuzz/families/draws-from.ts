import type { Arbitrary } from 'fast-check';
import type { FuzzStep, Words } from '../fuzz-step.ts';

export interface DrawOptions {
  /** @default members */
  readonly draws?: NonNullable<FuzzStep['draws']>;
  /** Follows the command. */
  readonly after?: (key: string) => Words;
}

/** Commands that draw at random from a key, each after the one that lists all of it. */
export function drawsFrom(
  commands: Arbitrary<Words>,
  listing: (key: string) => Words,
  { draws = 'members', after }: DrawOptions = {},
): Arbitrary<FuzzStep> {
  return commands.map(words => {
    const [, key = ''] = words;
    return { words, draws, before: [listing(key)], after: after ? [after(key)] : [] };
  });
}
