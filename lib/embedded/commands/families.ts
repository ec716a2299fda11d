import type { CommandSpec } from './command-spec.js';
import { CLIENT_COMMANDS } from './connection/client.commands.js';
import { CONNECTION_COMMANDS } from './connection/connection.commands.js';
import { EXPIRY_COMMANDS } from './keys/expiry.commands.js';
import { KEYS_COMMANDS } from './keys/keys.commands.js';
import { MOVE_COMMANDS } from './keys/move.commands.js';
import { OBJECT_COMMANDS } from './keys/object.commands.js';
import { COMMAND_COMMANDS } from './server/command.commands.js';
import { CONFIG_COMMANDS } from './server/config.commands.js';
import { SERVER_COMMANDS } from './server/server.commands.js';
import { KEYSPACE_ADMIN_COMMANDS } from './server/keyspace-admin.commands.js';
import { SORT_COMMANDS } from './sort/sort.commands.js';
import { LCS_COMMANDS } from './string/lcs.commands.js';
import { STRING_COUNTER_COMMANDS } from './string/string-counter.commands.js';
import { STRING_RANGE_COMMANDS } from './string/string-range.commands.js';
import { STRING_COMMANDS } from './string/string.commands.js';
import { TRANSACTION_COMMANDS } from './transactions/transaction.commands.js';
import { HASH_COUNTER_COMMANDS } from './hash/hash-counter.commands.js';
import { HASH_RANDOM_COMMANDS } from './hash/hash-random.commands.js';
import { HASH_READ_COMMANDS } from './hash/hash-read.commands.js';
import { HASH_WRITE_COMMANDS } from './hash/hash-write.commands.js';
import { LIST_END_COMMANDS } from './list/list-ends.commands.js';
import { LIST_MOVE_COMMANDS } from './list/list-move.commands.js';
import { LIST_POP_COMMANDS } from './list/list-pop.commands.js';
import { LIST_COMMANDS } from './list/list.commands.js';
import { SET_ALGEBRA_COMMANDS } from './set/set-algebra.commands.js';
import { SET_RANDOM_COMMANDS } from './set/set-random.commands.js';
import { SET_COMMANDS } from './set/set.commands.js';
import { SORTED_SET_COMMANDS } from './sorted-set/sorted-set-families.js';

/** All commands of the engine. A new family is one import and one line. */
export const COMMAND_FAMILIES: readonly (readonly CommandSpec[])[] = [
  STRING_COMMANDS,
  STRING_COUNTER_COMMANDS,
  STRING_RANGE_COMMANDS,
  LCS_COMMANDS,
  HASH_COUNTER_COMMANDS,
  HASH_RANDOM_COMMANDS,
  HASH_READ_COMMANDS,
  HASH_WRITE_COMMANDS,
  LIST_END_COMMANDS,
  LIST_MOVE_COMMANDS,
  LIST_POP_COMMANDS,
  LIST_COMMANDS,
  SET_ALGEBRA_COMMANDS,
  SET_RANDOM_COMMANDS,
  SET_COMMANDS,
  SORTED_SET_COMMANDS,
  KEYS_COMMANDS,
  EXPIRY_COMMANDS,
  MOVE_COMMANDS,
  OBJECT_COMMANDS,
  SORT_COMMANDS,
  CONNECTION_COMMANDS,
  CLIENT_COMMANDS,
  TRANSACTION_COMMANDS,
  KEYSPACE_ADMIN_COMMANDS,
  SERVER_COMMANDS,
  CONFIG_COMMANDS,
  COMMAND_COMMANDS,
];
