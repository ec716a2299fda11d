import type { Keyspace } from '../keyspace/keyspace.js';
import { clearInterval, monotonicNow, setInterval } from '../real-time.js';

const PERIOD_MS = 100;
const SAMPLE_SIZE = 20;
const ENOUGH_EXPIRED = SAMPLE_SIZE / 10;
const BUDGET_MS = 5;

/** Deletes keys past their time that nobody asks for, a sample at a time, as Redis does. */
export class ExpiryCycle {
  readonly #keyspace: Keyspace;
  readonly #cycle: () => void;
  #timer: NodeJS.Timeout | undefined;

  /** @param unitOfWork runs the deletions as one unit of work */
  constructor(keyspace: Keyspace, unitOfWork: (work: () => void) => void) {
    this.#keyspace = keyspace;
    this.#cycle = () => unitOfWork(() => this.run());
  }

  get isRunning(): boolean {
    return this.#timer !== undefined;
  }

  start(): void {
    this.#timer ??= setInterval(this.#cycle, PERIOD_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** One cycle: goes on in a database while more than a tenth of a sample had expired. */
  run(): void {
    const deadline = monotonicNow() + BUDGET_MS;
    for (const database of this.#keyspace.databases) {
      let expired: number;
      do {
        expired = 0;
        for (const key of database.expiringSample.next(SAMPLE_SIZE)) {
          if (!database.isExpired(key)) continue;
          database.expire(key);
          expired++;
        }
      } while (expired > ENOUGH_EXPIRED && monotonicNow() < deadline);
    }
  }
}
