import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/command.js';

/** What a user may not: run the command, or use one of its keys or channels. */
export type DeniedThing = 'command' | 'key' | 'channel';

export interface Denial {
  readonly thing: DeniedThing;
  /** The place of the key or channel among the arguments. */
  readonly position: number;
}

const WEIGHTS: Readonly<Record<DeniedThing, number>> = { command: 0, key: 1, channel: 2 };

/** Of the denials of several selectors the one that is told: the last of those that came furthest. */
export function graverDenial(known: Denial | undefined, other: Denial): Denial {
  if (!known) return other;
  const difference = WEIGHTS[other.thing] - WEIGHTS[known.thing];
  const isGraver = difference > 0 || (difference === 0 && other.position > known.position);
  return isGraver ? other : known;
}

/** What was denied by its name. */
export function deniedName(denial: Denial, command: Command, args: readonly Bytes[]): Bytes {
  return denial.thing === 'command' ? command.fullName : (args[denial.position] ?? '');
}
