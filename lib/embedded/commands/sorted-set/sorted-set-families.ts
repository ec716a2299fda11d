import type { CommandSpec } from '../command-spec.js';
import { SORTED_SET_ADD_COMMANDS } from './sorted-set-add.commands.js';
import { SORTED_SET_COMBINE_COMMANDS } from './sorted-set-combine.commands.js';
import { SORTED_SET_POP_COMMANDS } from './sorted-set-pop.commands.js';
import { SORTED_SET_RANDOM_COMMANDS } from './sorted-set-random.commands.js';
import { SORTED_SET_RANGE_COMMANDS } from './sorted-set-range.commands.js';
import { SORTED_SET_READ_COMMANDS } from './sorted-set-read.commands.js';
import { SORTED_SET_REMOVE_COMMANDS } from './sorted-set-remove.commands.js';
import { SORTED_SET_SCAN_COMMANDS } from './sorted-set-scan.commands.js';

/** All commands of sorted sets. */
export const SORTED_SET_COMMANDS: readonly CommandSpec[] = [
  SORTED_SET_ADD_COMMANDS,
  SORTED_SET_READ_COMMANDS,
  SORTED_SET_RANGE_COMMANDS,
  SORTED_SET_REMOVE_COMMANDS,
  SORTED_SET_POP_COMMANDS,
  SORTED_SET_COMBINE_COMMANDS,
  SORTED_SET_RANDOM_COMMANDS,
  SORTED_SET_SCAN_COMMANDS,
].flat();
