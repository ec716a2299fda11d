import type { Bytes } from '../../bytes.js';
import { exactIntegerArgument, isInt64, keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';

const INT64_MAX = 2n ** 63n - 1n;

type ExpiryUnit = 'ex' | 'px' | 'exat' | 'pxat';

/** What SET and GETEX take after their key and value. */
export interface SetOptions {
  condition: 'nx' | 'xx' | undefined;
  get: boolean;
  keepTtl: boolean;
  persist: boolean;
  expiry: { readonly unit: ExpiryUnit; readonly value: Bytes } | undefined;
}

/** @throws CommandError for an unknown option and for two that exclude each other */
export function parseSetOptions(
  args: readonly Bytes[],
  start: number,
  command: 'set' | 'getex',
): SetOptions {
  const options: SetOptions = {
    condition: undefined,
    get: false,
    keepTtl: false,
    persist: false,
    expiry: undefined,
  };
  for (let at = start; at < args.length; at++) {
    const option = keyword(args[at]);
    const next = args[at + 1];
    if (isExpiryUnit(option) && next !== undefined && acceptsExpiry(options, option)) {
      options.expiry = { unit: option, value: next };
      at++;
    } else if (!readFlag(options, option, command)) throw CommandError.syntax();
  }
  return options;
}

/**
 * When a key is to expire, in milliseconds since 1970.
 *
 * @throws CommandError unless it is a time in the range of 64 bits
 */
export function expiryTime(
  context: CommandContext,
  unit: ExpiryUnit,
  value: Bytes,
  command: string,
): number {
  let time = exactIntegerArgument(value);
  const isSeconds = unit === 'ex' || unit === 'exat';
  if (time <= 0n || (isSeconds && time > INT64_MAX / 1000n)) throw CommandError.expireTime(command);
  if (isSeconds) time *= 1000n;
  if (unit === 'ex' || unit === 'px') time += BigInt(context.now);
  if (!isInt64(time)) throw CommandError.expireTime(command);
  return Number(time);
}

function isExpiryUnit(option: string): option is ExpiryUnit {
  return option === 'ex' || option === 'px' || option === 'exat' || option === 'pxat';
}

function acceptsExpiry(options: SetOptions, unit: ExpiryUnit): boolean {
  const repeats = options.expiry === undefined || options.expiry.unit === unit;
  return repeats && !options.keepTtl && !options.persist;
}

function readFlag(options: SetOptions, option: string, command: 'set' | 'getex'): boolean {
  if (command === 'getex') {
    if (option !== 'persist' || options.expiry) return false;
    options.persist = true;
    return true;
  }
  if (option === 'nx' || option === 'xx') {
    if (options.condition && options.condition !== option) return false;
    options.condition = option;
  } else if (option === 'get') options.get = true;
  else if (option === 'keepttl' && !options.expiry) options.keepTtl = true;
  else return false;
  return true;
}
