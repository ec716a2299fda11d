import type { Bytes } from '../../bytes.js';
import { type Integer64, narrow } from '../../keyspace/stream/integer64.js';
import type { StreamId } from '../../keyspace/stream/stream-id.js';
import { exactIntegerArgument, integerArgument, keyword } from '../arguments.js';
import { cString } from '../c-string.js';
import { CommandError } from '../command-error.js';
import type { ClaimTerms } from './claim.js';
import { parseStreamId, streamIdArgument } from './stream-id-argument.js';

type Args = readonly Bytes[];

const FIRST_ID = 5;

/** What XCLAIM asks for. */
export interface ClaimRequest extends ClaimTerms {
  readonly ids: readonly StreamId[];
  /** Entries that are not pending are claimed, too. */
  readonly isForced: boolean;
  /** How far the group has read at least. */
  readonly lastId: StreamId | undefined;
}

/** @throws CommandError */
export function parseClaim(args: Args, now: number): ClaimRequest {
  const minIdle = integerArgument(args[4], invalid('min-idle-time'));
  const ids = parseIds(args);
  let deliveryTime: number | undefined;
  let retryCount: Integer64 | undefined;
  let lastId: StreamId | undefined;
  let isForced = false;
  let isJustId = false;
  for (let at = FIRST_ID + ids.length; at < args.length; at++) {
    const hasValue = at + 1 < args.length;
    const option = keyword(args[at]);
    if (option === 'force') isForced = true;
    else if (option === 'justid') isJustId = true;
    else if (option === 'idle' && hasValue) {
      deliveryTime = now - integerArgument(args[++at], invalid('IDLE option'));
    } else if (option === 'time' && hasValue) {
      deliveryTime = integerArgument(args[++at], invalid('TIME option'));
    } else if (option === 'retrycount' && hasValue) {
      retryCount = narrow(exactIntegerArgument(args[++at], invalid('RETRYCOUNT option')));
    } else if (option === 'lastid' && hasValue) lastId = streamIdArgument(args[++at]);
    else throw new CommandError(`ERR Unrecognized XCLAIM option '${cString(args[at] ?? '')}'`);
  }
  return {
    ids,
    minIdle: Math.max(minIdle, 0),
    deliveryTime: isTime(deliveryTime, now) ? deliveryTime : now,
    retryCount: retryCount !== undefined && retryCount >= 0 ? retryCount : undefined,
    isForced,
    isJustId,
    lastId,
  };
}

/** The IDs end with the first word that is none: the options follow. */
function parseIds(args: Args): StreamId[] {
  const ids: StreamId[] = [];
  for (const text of args.slice(FIRST_ID)) {
    const id = parseStreamId(text);
    if (!id) break;
    ids.push(id);
  }
  return ids;
}

function invalid(what: string): string {
  return `ERR Invalid ${what} argument for XCLAIM`;
}

/** What lies before 1970 or ahead of the server's clock is taken for a mistake of the client's. */
function isTime(time: number | undefined, now: number): time is number {
  return time !== undefined && time >= 0 && time <= now;
}
