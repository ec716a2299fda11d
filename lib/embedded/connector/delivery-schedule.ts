import { setImmediate } from '../real-time.js';

const MAX_IN_A_ROW = 16;
// What fake timers cannot replace.
const NOW = Promise.resolve();

/**
 * When the sockets of an engine deliver: once the code that runs now has ended, which saves the way
 * round the event loop. After some in a row that way is taken, so that a loop of awaited commands
 * never starves timers. What was scheduled first is delivered first, whichever socket it is of: who
 * awaits a PUBLISH finds the message received.
 */
export class DeliverySchedule {
  #inARow = 0;
  /** Deliveries that the next turn of the event loop is to bring. */
  #inNextTurn = 0;

  /** @param deliver never throws */
  add(deliver: () => void): void {
    if (this.#inNextTurn === 0 && this.#inARow < MAX_IN_A_ROW) {
      this.#inARow++;
      void NOW.then(deliver);
      return;
    }
    this.#inNextTurn++;
    setImmediate(() => {
      if (--this.#inNextTurn === 0) this.#inARow = 0;
      deliver();
    });
  }
}
