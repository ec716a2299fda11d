import type { Bytes } from '../bytes.js';
import { CommandError } from './command-error.js';
import { ceilLongDouble, multiplyLongDouble, parseLongDouble } from './long-double.js';

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const INTEGER = /^(?:0|-?[1-9]\d{0,18})$/;
const SAFE_DIGITS = 15;

/** An integer of 64 bits in the only form that Redis takes: no sign `+`, zeros or spaces before. */
export function parseInteger(text: Bytes | undefined): number | bigint | undefined {
  if (text === undefined || text.length > 20 || !INTEGER.test(text)) return undefined;
  if (text.length <= SAFE_DIGITS) return Number(text);
  const value = BigInt(text);
  if (value < INT64_MIN || value > INT64_MAX) return undefined;
  return narrowInteger(value);
}

/** As a number, where a number holds it exactly. */
export function narrowInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** Overflow of 64 bits. */
export function isInt64(value: bigint): boolean {
  return value >= INT64_MIN && value <= INT64_MAX;
}

/**
 * An integer argument for use as an index, a count, a limit. Past 2^53 it is the nearest double.
 *
 * @throws CommandError
 */
export function integerArgument(text: Bytes | undefined, error?: string): number {
  const value = parseInteger(text);
  if (value === undefined) throw error ? new CommandError(error) : CommandError.notAnInteger();
  return Number(value);
}

/** The same, exact over all 64 bits. */
export function exactIntegerArgument(text: Bytes | undefined, error?: string): bigint {
  const value = parseInteger(text);
  if (value === undefined) throw error ? new CommandError(error) : CommandError.notAnInteger();
  return BigInt(value);
}

/** An integer of at least 0; `error` replaces both texts, as in all of Redis's ranges. */
export function positiveArgument(
  text: Bytes | undefined,
  error = 'ERR value is out of range, must be positive',
): number {
  return rangeArgument(text, 0, Number(INT64_MAX), error);
}

/** An integer within bounds. */
export function rangeArgument(
  text: Bytes | undefined,
  min: number,
  max: number,
  error?: string,
): number {
  const value = integerArgument(text, error);
  if (value >= min && value <= max) return value;
  const bounds = `${BigInt(min)} and ${BigInt(max)}`;
  throw new CommandError(error ?? `ERR value is out of range, value must between ${bounds}`);
}

/** Seconds of a blocking command, with decimals, as milliseconds. */
export function timeoutArgument(text: Bytes | undefined): number {
  const seconds = parseLongDouble(text ?? '');
  if (seconds === undefined) throw new CommandError('ERR timeout is not a float or out of range');
  const product = typeof seconds === 'number' ? undefined : multiplyLongDouble(seconds, 1000n);
  const milliseconds = product && ceilLongDouble(product);
  // What 64 bits do not hold becomes negative in the integer of C.
  if (milliseconds === undefined || milliseconds < 0n || milliseconds > INT64_MAX) {
    throw negativeTimeout();
  }
  return Number(milliseconds);
}

/** Milliseconds of WAIT and CLIENT PAUSE. */
export function millisecondsArgument(text: Bytes | undefined): number {
  const milliseconds = integerArgument(text, 'ERR timeout is not an integer or out of range');
  if (milliseconds < 0) throw negativeTimeout();
  return milliseconds;
}

function negativeTimeout(): CommandError {
  return new CommandError('ERR timeout is negative');
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;
const HEXADECIMAL = /^([+-]?)0x([\da-f]*)(?:\.([\da-f]*))?(?:p([+-]?\d+))?$/i;

/** A double as `strtod` reads it, all of it; undefined for anything else, NaN and overflow. */
export function parseFloat64(text: Bytes | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (DECIMAL.test(text)) {
    const value = Number(text);
    if (!Number.isFinite(value)) return undefined;
    // Too small to be anything but 0 is out of range, too.
    return value === 0 && /[1-9]/.test(text.split(/e/i, 1)[0] ?? '') ? undefined : value;
  }
  const infinite = INFINITE.exec(text);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  return parseHexadecimal(text);
}

/** @throws CommandError */
export function floatArgument(text: Bytes | undefined, error?: string): number {
  const value = parseFloat64(text);
  if (value === undefined) throw error ? new CommandError(error) : CommandError.notAFloat();
  return value;
}

/** The keyword that an option is, in lower case. */
export function keyword(text: Bytes | undefined): string {
  return text?.toLowerCase() ?? '';
}

function parseHexadecimal(text: Bytes): number | undefined {
  const match = HEXADECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole + fraction === '') return undefined;
  const value =
    Number(BigInt(`0x${whole + fraction}`)) * 2 ** (Number(exponent) - 4 * fraction.length);
  if (!Number.isFinite(value)) return undefined;
  return sign === '-' ? -value : value;
}
