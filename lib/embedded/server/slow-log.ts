import { type Bytes, owned } from '../bytes.js';
import type { Command } from '../commands/command.js';
import { withoutSecrets } from '../commands/without-secrets.js';
import type { Session } from '../session/session.js';

export interface SlowLogEntry {
  readonly id: number;
  /** Seconds since 1970. */
  readonly time: number;
  /** Microseconds. */
  readonly duration: number;
  readonly args: readonly Bytes[];
  readonly address: Bytes;
  readonly clientName: Bytes;
}

const MAX_WORDS = 32;
const MAX_WORD_LENGTH = 128;

/** The commands that took the longest of late, the latest first. */
export class SlowLog {
  #entries: SlowLogEntry[] = [];
  #lastId = -1;
  #threshold = -1;
  #maxLength = 0;

  /**
   * @param threshold microseconds; below 0: nothing is logged
   * @param maxLength what is kept; a lower one has its effect with the next entry
   */
  configure(threshold: number, maxLength: number): void {
    this.#threshold = threshold;
    this.#maxLength = maxLength;
  }

  /** Commands have to be timed. */
  get isOn(): boolean {
    return this.#threshold >= 0;
  }

  get entries(): readonly SlowLogEntry[] {
    return this.#entries;
  }

  /**
   * Logs a command, if it was slow enough.
   *
   * @param now milliseconds since 1970
   * @param milliseconds that it took
   */
  add(
    session: Session,
    command: Command,
    args: readonly Bytes[],
    now: number,
    milliseconds: number,
  ): void {
    if (!this.isOn || command.spec.flags.includes('skip_slowlog')) return;
    const duration = Math.round(milliseconds * 1000);
    if (duration >= this.#threshold) {
      this.#entries.unshift({
        id: ++this.#lastId,
        time: Math.floor(now / 1000),
        duration,
        args: abridged(withoutSecrets(command, args)),
        address: session.address.remote,
        clientName: session.name,
      });
    }
    this.#entries.length = Math.min(this.#entries.length, this.#maxLength);
  }

  reset(): void {
    this.#entries = [];
  }
}

function abridged(args: readonly Bytes[]): readonly Bytes[] {
  const isWhole = args.length <= MAX_WORDS;
  const words = (isWhole ? args : args.slice(0, MAX_WORDS - 1)).map(abridgedWord);
  if (isWhole) return words;
  return [...words, `... (${args.length - words.length} more arguments)`];
}

function abridgedWord(word: Bytes): Bytes {
  if (word.length <= MAX_WORD_LENGTH) return owned(word);
  const left = word.length - MAX_WORD_LENGTH;
  return `${word.slice(0, MAX_WORD_LENGTH)}... (${left} more bytes)`;
}
