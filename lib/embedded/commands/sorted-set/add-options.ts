import type { Bytes } from '../../bytes.js';
import { keyword } from '../arguments.js';
import { CommandError } from '../command-error.js';

/** What ZADD takes before its scores. */
export interface AddOptions {
  nx: boolean;
  xx: boolean;
  gt: boolean;
  lt: boolean;
  ch: boolean;
  incr: boolean;
}

/** @returns where the scores begin */
export function parseAddOptions(args: readonly Bytes[], options: AddOptions): number {
  let at = 2;
  for (; at < args.length; at++) {
    const option = keyword(args[at]);
    if (!isOption(options, option)) break;
    options[option] = true;
  }
  checkOptions(options, args.length - at);
  return at;
}

function isOption(options: AddOptions, name: string): name is keyof AddOptions {
  return Object.hasOwn(options, name);
}

function checkOptions({ nx, xx, gt, lt, incr }: AddOptions, left: number): void {
  if (left === 0 || left % 2 !== 0) throw CommandError.syntax();
  if (nx && xx) {
    throw new CommandError('ERR XX and NX options at the same time are not compatible');
  }
  if ((nx && (gt || lt)) || (gt && lt)) {
    throw new CommandError('ERR GT, LT, and/or NX options at the same time are not compatible');
  }
  if (incr && left > 2) {
    throw new CommandError('ERR INCR option supports a single increment-element pair');
  }
}
