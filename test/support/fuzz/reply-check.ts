import { comparable, reconcile } from '../differential-reply.ts';
import type { RespValue } from '../resp-value.ts';
import { drawnReply } from './drawn-reply.ts';
import type { FuzzStep } from './fuzz-step.ts';

/** A command of a sequence, with how its reply is compared. */
export type CheckedCommand = Pick<FuzzStep, 'words' | 'as' | 'draws'>;

/** What two servers answer to a command: redis-server first. */
type Pair = readonly [expected: RespValue, actual: RespValue];

/** Compares the replies to a sequence one after the other. */
export class ReplyCheck {
  /** What waits for EXEC. */
  #queue: CheckedCommand[] = [];
  /** The reply to the command before: what is drawn at random is drawn from that. */
  #previous: Pair = ['', ''];

  /** @returns how they differ, if they do */
  difference(command: CheckedCommand, expected: RespValue, actual: RespValue): string | undefined {
    const name = command.words[0]?.toLowerCase();
    const pair: Pair = [expected, actual];
    if (isQueued(expected) && isQueued(actual)) {
      this.#queue.push(command);
      return undefined;
    }
    const difference =
      name === 'exec' ? this.#transactionDifference(pair) : this.#oneDifference(command, pair);
    if (name === 'exec' || name === 'discard') this.#queue = [];
    return difference;
  }

  #transactionDifference([expected, actual]: Pair): string | undefined {
    if (!Array.isArray(expected) || !Array.isArray(actual) || expected.length !== actual.length) {
      return differenceOf('EXEC', expected, actual);
    }
    for (const [at, command] of this.#queue.entries()) {
      const pair: Pair = [expected[at] ?? '', actual[at] ?? ''];
      const difference = this.#oneDifference(command, pair);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }

  #oneDifference(command: CheckedCommand, pair: Pair): string | undefined {
    const listings = this.#previous;
    this.#previous = pair;
    const { words, as, draws } = command;
    const [expected, actual] = pair.map((reply, at) =>
      draws ? drawnReply(reply, listings[at] ?? '', draws, words) : comparable(reply, words, as),
    );
    return differenceOf(words.join(' '), expected, actual);
  }
}

/** What should be so and what is so, where it is not the same. */
export function differenceOf(what: string, expected: unknown, actual: unknown): string | undefined {
  const [wanted, got] = [expected, reconcile(expected, actual)].map(value => JSON.stringify(value));
  return wanted === got
    ? undefined
    : `${JSON.stringify(what)}\n  expected: ${wanted}\n  actual:   ${got}`;
}

function isQueued(reply: RespValue): boolean {
  return typeof reply === 'object' && 'value' in reply && reply.value === 'QUEUED';
}
