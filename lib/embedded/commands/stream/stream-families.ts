import type { CommandSpec } from '../command-spec.js';
import { STREAM_ADD_COMMANDS } from './stream-add.commands.js';
import { STREAM_CLAIM_COMMANDS } from './stream-claim.commands.js';
import { STREAM_ENTRY_COMMANDS } from './stream-entries.commands.js';
import { STREAM_GROUP_READ_COMMANDS } from './stream-group-read.commands.js';
import { STREAM_GROUP_COMMANDS } from './stream-group.commands.js';
import { STREAM_INFO_COMMANDS } from './stream-info.commands.js';
import { STREAM_PENDING_COMMANDS } from './stream-pending.commands.js';
import { STREAM_RANGE_COMMANDS } from './stream-range.commands.js';
import { STREAM_READ_COMMANDS } from './stream-read.commands.js';

/** All commands of streams. */
export const STREAM_COMMANDS: readonly CommandSpec[] = [
  STREAM_ADD_COMMANDS,
  STREAM_ENTRY_COMMANDS,
  STREAM_RANGE_COMMANDS,
  STREAM_READ_COMMANDS,
  STREAM_GROUP_COMMANDS,
  STREAM_GROUP_READ_COMMANDS,
  STREAM_PENDING_COMMANDS,
  STREAM_CLAIM_COMMANDS,
  STREAM_INFO_COMMANDS,
].flat();
