import type { Bytes } from '../bytes.js';

/**
 * What a command answers, before it is known whether the client speaks RESP2 or RESP3: a string is
 * a bulk string, a number or bigint an integer (bigint past 2^53, always within 64 bits), `null`
 * the null (bulk), an array an array. The classes below are the rest of RESP3.
 */
export type Reply = Bytes | number | bigint | null | readonly Reply[] | ReplyObject;

export type ReplyObject =
  | StatusReply
  | ErrorReply
  | NullArrayReply
  | MapReply
  | SetReply
  | DoubleReply
  | BooleanReply
  | BigNumberReply
  | VerbatimReply
  | PushReply
  | ReplySequence;

/** `+OK`. CR and LF would break the protocol: who makes one of foreign text replaces them. */
export class StatusReply {
  readonly kind = 'status';
  constructor(readonly text: Bytes) {}
}

/** `-ERR what went wrong`; `text` begins with the code and has no leading `-`. */
export class ErrorReply {
  readonly kind = 'error';
  /** @param isCounted a command that failed within a script has counted it in the statistics */
  constructor(
    readonly text: Bytes,
    readonly isCounted = false,
  ) {}
}

/** `*-1` in RESP2 (EXEC aborted, BLPOP timed out); the null in RESP3. */
export class NullArrayReply {
  readonly kind = 'null-array';
}

/** Keys and values in turn, as RESP2 sends them. */
export class MapReply {
  readonly kind = 'map';
  constructor(readonly entries: readonly Reply[]) {}
}

export class SetReply {
  readonly kind = 'set';
  constructor(readonly members: readonly Reply[]) {}
}

/** A double in RESP3, a bulk string in RESP2; of 17 significant digits unless there is a text. */
export class DoubleReply {
  readonly kind = 'double';
  constructor(
    readonly value: number,
    readonly text?: Bytes,
  ) {}
}

/** A boolean in RESP3, 1 or 0 in RESP2. */
export class BooleanReply {
  readonly kind = 'boolean';
  constructor(readonly value: boolean) {}
}

export class BigNumberReply {
  readonly kind = 'big-number';
  constructor(readonly digits: Bytes) {}
}

/** Text with its format (`txt`, `mkd`) in RESP3, a bulk string in RESP2. */
export class VerbatimReply {
  readonly kind = 'verbatim';
  constructor(
    readonly format: Bytes,
    readonly text: Bytes,
  ) {}
}

/** Out of band in RESP3 (a published message, an invalidation), an array in RESP2. */
export class PushReply {
  readonly kind = 'push';
  constructor(readonly items: readonly Reply[]) {}
}

/** Several replies to one command (SUBSCRIBE a b), or none at all. */
export class ReplySequence {
  readonly kind = 'sequence';
  constructor(readonly replies: readonly Reply[]) {}
}

/** A map with these keys, in this order. */
export function mapReply(entries: Readonly<Record<string, Reply>>): MapReply {
  return new MapReply(Object.entries(entries).flat());
}

export const OK = new StatusReply('OK');
export const QUEUED = new StatusReply('QUEUED');
export const PONG = new StatusReply('PONG');
export const NULL_ARRAY = new NullArrayReply();
export const NO_REPLY = new ReplySequence([]);
