import type { Bytes } from '../../bytes.js';
import { integerArgument, keyword, millisecondsArgument } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { KeyPositions } from '../command-spec.js';

type Args = readonly Bytes[];

/** What XREAD or XREADGROUP asks for. */
export interface ReadRequest {
  readonly streams: readonly RequestedStream[];
  /** How many entries of each stream at most. */
  readonly count: number | undefined;
  /** Milliseconds, 0 for ever; undefined: it does not wait. */
  readonly timeout: number | undefined;
  /** Of XREADGROUP. */
  readonly reader: GroupReader | undefined;
}

export interface RequestedStream {
  readonly key: Bytes;
  /** As it was written: `$`, `>` or an ID. */
  readonly after: Bytes;
}

/** A consumer, by its name and its group's. */
export interface GroupReader {
  readonly group: Bytes;
  readonly consumer: Bytes;
  /** What it reads is acknowledged at once. */
  readonly isNoAck: boolean;
}

/** How many entries a client that waited gets at most, unless it says so. */
export const BLOCKED_COUNT = 1000;

const OPTION_ARGUMENTS: ReadonlyMap<string, number> = new Map([
  ['block', 1],
  ['count', 1],
  ['group', 2],
  ['noack', 0],
]);

/** The keys stand after STREAMS, and as many IDs after them. */
export const READ_KEYS: KeyPositions = {
  first: 0,
  last: 0,
  step: 0,
  find: args => {
    const streamsAt = placeOfStreams(args);
    const count = (args.length - 1 - streamsAt) / 2;
    if (streamsAt === 0 || !Number.isInteger(count)) return [];
    return Array.from({ length: count }, (_, at) => streamsAt + 1 + at);
  },
};

/** @throws CommandError */
export function parseRead(context: CommandContext, args: Args): ReadRequest {
  const isGroupRead = keyword(args[0]) === 'xreadgroup';
  let count: number | undefined;
  let timeout: number | undefined;
  let names: { readonly group: Bytes; readonly consumer: Bytes } | undefined;
  let isNoAck = false;
  let at = 1;
  for (; !isOption(args, at, 'streams', 1); at++) {
    if (isOption(args, at, 'block', 1)) {
      if (context.isScript) throw blockInScript(args);
      timeout = millisecondsArgument(args[++at]);
    } else if (isOption(args, at, 'count', 1)) {
      count = Math.max(integerArgument(args[++at]), 0) || undefined;
    } else if (isOption(args, at, 'group', 2)) {
      if (!isGroupRead) throw onlyOfGroupRead('GROUP');
      names = { group: args[at + 1] ?? '', consumer: args[at + 2] ?? '' };
      at += 2;
    } else if (isOption(args, at, 'noack', 0)) {
      if (!isGroupRead) throw onlyOfGroupRead('NOACK');
      isNoAck = true;
    } else throw CommandError.syntax();
  }
  const streams = parseStreams(args.slice(at + 1));
  if (isGroupRead && !names) throw new CommandError('ERR Missing GROUP option for XREADGROUP');
  return { streams, count, timeout, reader: names && { ...names, isNoAck } };
}

/** 0 where the options before it make no sense. */
function placeOfStreams(args: Args): number {
  let at = 1;
  while (keyword(args[at]) !== 'streams') {
    const skipped = OPTION_ARGUMENTS.get(keyword(args[at]));
    if (skipped === undefined) return 0;
    at += 1 + skipped;
  }
  return at;
}

function isOption(args: Args, at: number, name: string, following: number): boolean {
  return keyword(args[at]) === name && at + following < args.length;
}

function parseStreams(words: Args): RequestedStream[] {
  if (words.length % 2 !== 0) {
    throw new CommandError(
      "ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.",
    );
  }
  const count = words.length / 2;
  return words.slice(0, count).map((key, at) => ({ key, after: words[count + at] ?? '' }));
}

function onlyOfGroupRead(option: string): CommandError {
  return new CommandError(
    `ERR The ${option} option is only supported by XREADGROUP. You called XREAD instead.`,
  );
}

function blockInScript([name = '']: Args): CommandError {
  return new CommandError(`ERR ${name} command is not allowed with BLOCK option from scripts`);
}
