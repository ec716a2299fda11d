import { EventEmitter } from 'node:events';
import { type Bytes, fromUtf8 } from '../bytes.js';
import { setImmediate } from '../real-time.js';
import type { Session, SessionSink } from '../session/session.js';
import type { DeliverySchedule } from './delivery-schedule.js';

/**
 * What ioredis uses of a socket, joined to a session of the engine. Commands run as they are
 * written; the answers to all that are written together arrive together, soon after.
 */
export class MemorySocket extends EventEmitter {
  readonly connecting = false;
  readonly remoteAddress = 'embedded';
  readonly remotePort = 0;
  readable = true;
  writable = true;
  destroyed = false;

  readonly #session: Session;
  readonly #deliveries: DeliverySchedule;
  #output: Bytes = '';
  #isFlushing = false;
  #isPaused = false;
  #isEnding = false;
  // One function for all flushes: a closure a command would cost more than the command.
  readonly #flush = (): void => {
    this.#isFlushing = false;
    try {
      this.#deliver();
    } catch (error) {
      // Of a listener: uncaught, as from a socket, and no rejection.
      setImmediate(() => {
        throw error;
      });
    }
    if (this.#isEnding) this.destroy();
  };

  /** @param open opens the session that this is the client's end of */
  constructor(open: (sink: SessionSink) => Session, deliveries: DeliverySchedule) {
    super();
    this.#deliveries = deliveries;
    this.#session = open({ write: bytes => this.#receive(bytes), close: () => this.#end() });
  }

  write(
    chunk: string | Uint8Array,
    encoding?: BufferEncoding | WriteCallback,
    callback?: WriteCallback,
  ): boolean {
    const isText = typeof chunk === 'string';
    if (this.writable) {
      this.#session.feed(isText ? fromUtf8(chunk) : Buffer.from(chunk).toString('latin1'));
    }
    const done = typeof encoding === 'function' ? encoding : callback;
    done?.();
    return true;
  }

  end(): this {
    this.#session.close();
    return this;
  }

  destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.writable = false;
    this.readable = false;
    this.#output = '';
    this.#session.close();
    setImmediate(() => {
      if (error) this.emit('error', error);
      this.emit('end');
      this.emit('close', error !== undefined);
    });
    return this;
  }

  pause(): this {
    this.#isPaused = true;
    return this;
  }

  resume(): this {
    this.#isPaused = false;
    this.#schedule();
    return this;
  }

  /** Commands run as they are written: there is nothing to hold back. */
  cork(): void {}

  uncork(): void {}

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  setTimeout(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  #receive(bytes: Bytes): void {
    this.#output += bytes;
    this.#schedule();
  }

  /** The engine closes: what it has written is still delivered. */
  #end(): void {
    this.writable = false;
    this.#isEnding = true;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isFlushing || this.destroyed) return;
    this.#isFlushing = true;
    this.#deliveries.add(this.#flush);
  }

  #deliver(): void {
    if (this.#output === '' || this.#isPaused || this.destroyed) return;
    const output = Buffer.from(this.#output, 'latin1');
    this.#output = '';
    this.emit('data', output);
  }
}

type WriteCallback = (error?: Error) => void;
