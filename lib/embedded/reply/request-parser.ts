import type { Bytes } from '../bytes.js';
import { ProtocolError } from './protocol-error.js';
import { splitInline } from './split-inline.js';

const MAX_LINE = 64 * 1024;
const MAX_ARGUMENTS = 2 ** 31 - 1;
const MAX_ARGUMENTS_BEFORE_AUTH = 10;
const MAX_BULK_BEFORE_AUTH = 16_384;
const DEFAULT_MAX_BULK = 512 * 1024 * 1024;
const ASTERISK = 42;
const DOLLAR = 36;
const CARRIAGE_RETURN = 13;
const ZERO = 48;
const INTEGER = /^(?:0|-?[1-9]\d{0,18})$/;

export interface RequestLimits {
  readonly maxBulkLength: number;
  /** A client that has still to authenticate may send only small requests. */
  readonly isAuthenticated: boolean;
}

const NO_LIMITS: RequestLimits = { maxBulkLength: DEFAULT_MAX_BULK, isAuthenticated: true };

/** Cuts requests out of what a client sends, in whatever pieces it comes. */
export class RequestParser {
  readonly #limits: RequestLimits;
  #input = '';
  #at = 0;
  #missing = 0;
  #bulkLength = -1;
  #args: Bytes[] = [];

  constructor(limits: RequestLimits = NO_LIMITS) {
    this.#limits = limits;
  }

  feed(chunk: Bytes): void {
    const hasRest = this.#at < this.#input.length;
    this.#input = hasRest ? this.#input.slice(this.#at) + chunk : chunk;
    this.#at = 0;
  }

  /**
   * The next whole request, or undefined until more is fed; an empty one (an empty line, `*0`)
   * asks for nothing.
   *
   * @throws ProtocolError after which nothing more can be read
   */
  next(): Bytes[] | undefined {
    if (this.#missing === 0) {
      if (this.#at >= this.#input.length) return undefined;
      if (this.#input.charCodeAt(this.#at) !== ASTERISK) return this.#inline();
      const count = this.#readLength('too big mbulk count string');
      if (count === undefined) return undefined;
      if (Number.isNaN(count) || count > MAX_ARGUMENTS) {
        throw new ProtocolError('invalid multibulk length');
      }
      if (count > MAX_ARGUMENTS_BEFORE_AUTH && !this.#limits.isAuthenticated) {
        throw new ProtocolError('unauthenticated multibulk length');
      }
      this.#args = [];
      if (count <= 0) return this.#args;
      this.#missing = count;
    }
    return this.#arguments();
  }

  #arguments(): Bytes[] | undefined {
    while (this.#missing > 0) {
      if (this.#bulkLength < 0) {
        const length = this.#readBulkLength();
        if (length === undefined) return undefined;
        this.#bulkLength = length;
      }
      const end = this.#at + this.#bulkLength;
      if (this.#input.length < end + 2) return undefined;
      this.#args.push(this.#input.slice(this.#at, end));
      this.#at = end + 2;
      this.#bulkLength = -1;
      this.#missing--;
    }
    return this.#args;
  }

  #readBulkLength(): number | undefined {
    const start = this.#at;
    const length = this.#readLength('too big bulk count string');
    if (length === undefined) return undefined;
    if (this.#input.charCodeAt(start) !== DOLLAR) {
      throw new ProtocolError(`expected '$', got '${this.#input.charAt(start)}'`);
    }
    // Nearly all are this short, which no limit forbids.
    if (length >= 0 && length <= MAX_BULK_BEFORE_AUTH) return length;
    if (Number.isNaN(length) || length < 0 || length > this.#limits.maxBulkLength) {
      throw new ProtocolError('invalid bulk length');
    }
    if (!this.#limits.isAuthenticated) {
      throw new ProtocolError('unauthenticated bulk length');
    }
    return length;
  }

  /** The number of a `*3` or `$5` line: NaN if it is none, undefined until the line is whole. */
  #readLength(tooBig: string): number | undefined {
    const input = this.#input;
    let at = this.#at + 1;
    let value = 0;
    // One or two digits and CRLF, nearly always.
    for (; at < input.length; at++) {
      const digit = input.charCodeAt(at) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    const digits = at - this.#at - 1;
    if (input.charCodeAt(at) === CARRIAGE_RETURN && digits > 0 && digits < 10) {
      if (at + 1 >= input.length) return undefined;
      const hasLeadingZero = digits > 1 && input.charCodeAt(this.#at + 1) === ZERO;
      this.#at = at + 2;
      return hasLeadingZero ? Number.NaN : value;
    }
    return this.#readOddLength(tooBig);
  }

  #readOddLength(tooBig: string): number | undefined {
    const end = this.#input.indexOf('\r', this.#at);
    if (end < 0) {
      if (this.#input.length - this.#at > MAX_LINE) throw new ProtocolError(tooBig);
      return undefined;
    }
    if (end + 1 >= this.#input.length) return undefined;
    const text = this.#input.slice(this.#at + 1, end);
    this.#at = end + 2;
    return INTEGER.test(text) ? Number(text) : Number.NaN;
  }

  #inline(): Bytes[] | undefined {
    const end = this.#input.indexOf('\n', this.#at);
    if (end < 0) {
      if (this.#input.length - this.#at > MAX_LINE) {
        throw new ProtocolError('too big inline request');
      }
      return undefined;
    }
    const hasReturn = end > this.#at && this.#input.charCodeAt(end - 1) === CARRIAGE_RETURN;
    const line = this.#input.slice(this.#at, hasReturn ? end - 1 : end);
    this.#at = end + 1;
    const args = splitInline(line);
    if (!args) throw new ProtocolError('unbalanced quotes in request');
    return args;
  }
}
