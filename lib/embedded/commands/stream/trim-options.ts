import type { Bytes } from '../../bytes.js';
import type { StreamTrim } from '../../keyspace/stream/stream-entries.js';
import { integerArgument, keyword } from '../arguments.js';
import { CommandError } from '../command-error.js';
import { streamIdArgument } from './stream-id-argument.js';

const DEFAULT_NODES = 100;
const DEFAULT_ENTRIES = 10_000;
const MAX_ENTRIES = 1_000_000;

type Args = readonly Bytes[];

/** The options of trimming, which XADD and XTRIM read one by one. */
export class TrimOptions {
  #until: StreamTrim['until'] | undefined;
  #isApproximate = false;
  #limit: number | undefined;
  readonly #isRequired: boolean;

  /** @param isRequired of XTRIM: there must be something to trim to */
  constructor(isRequired: boolean) {
    this.#isRequired = isRequired;
  }

  /** Reads an option of trimming; answers the place of its last argument, undefined if it is none. */
  read(args: Args, at: number): number | undefined {
    if (at + 1 >= args.length) return undefined;
    const option = keyword(args[at]);
    if (option === 'maxlen' || option === 'minid') return this.#readUntil(option, args, at + 1);
    if (option !== 'limit') return undefined;
    this.#limit = integerArgument(args[at + 1]);
    if (this.#limit < 0) throw new CommandError('ERR The LIMIT argument must be >= 0.');
    return at + 1;
  }

  /**
   * What the options ask for together; undefined without MAXLEN and MINID.
   *
   * @param nodeEntries how many entries a node of the stream may hold
   */
  trim(nodeEntries: number): StreamTrim | undefined {
    const isApproximate = this.#isApproximate;
    const limit = this.#limit;
    if (limit !== undefined && limit > 0 && this.#until === undefined) {
      throw trimSyntax('LIMIT cannot be used without specifying a trimming strategy');
    }
    if (this.#isRequired && this.#until === undefined) {
      throw trimSyntax('XTRIM must be called with a trimming strategy');
    }
    if (limit !== undefined && !isApproximate) {
      throw trimSyntax('LIMIT cannot be used without the special ~ option');
    }
    if (this.#until === undefined) return undefined;
    const unasked = isApproximate ? defaultLimit(nodeEntries) : 0;
    return { until: this.#until, isApproximate, limit: limit ?? unasked };
  }

  #readUntil(option: 'maxlen' | 'minid', args: Args, first: number): number {
    if (this.#until !== undefined) {
      throw trimSyntax('MAXLEN and MINID options at the same time are not compatible');
    }
    const sign = args[first];
    const hasSign = (sign === '~' || sign === '=') && first + 1 < args.length;
    this.#isApproximate = hasSign && sign === '~';
    const at = hasSign ? first + 1 : first;
    this.#until = option === 'maxlen' ? maxLengthArgument(args[at]) : streamIdArgument(args[at]);
    return at;
  }
}

function trimSyntax(what: string): CommandError {
  return new CommandError(`ERR syntax error, ${what}`);
}

/** So that no trimming takes long where only whole nodes may go. */
function defaultLimit(nodeEntries: number): number {
  return Math.min(DEFAULT_NODES * nodeEntries || DEFAULT_ENTRIES, MAX_ENTRIES);
}

function maxLengthArgument(text: Bytes | undefined): number {
  const length = integerArgument(text);
  if (length >= 0) return length;
  throw new CommandError('ERR The MAXLEN argument must be >= 0.');
}
