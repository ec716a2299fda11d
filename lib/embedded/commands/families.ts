import { ACL_COMMANDS } from './acl/acl.commands.js';
import { BIT_FIELD_COMMANDS } from './bitmap/bit-field.commands.js';
import { BIT_OPERATION_COMMANDS } from './bitmap/bit-operation.commands.js';
import { BITMAP_COMMANDS } from './bitmap/bitmap.commands.js';
import type { CommandSpec } from './command-spec.js';
import { CLIENT_COMMANDS } from './connection/client.commands.js';
import { CONNECTION_COMMANDS } from './connection/connection.commands.js';
import { DUMP_COMMANDS } from './keys/dump.commands.js';
import { GEO_SEARCH_COMMANDS } from './geo/geo-search.commands.js';
import { GEO_COMMANDS } from './geo/geo.commands.js';
import { HYPERLOGLOG_DEBUG_COMMANDS } from './hyperloglog/hyperloglog-debug.commands.js';
import { HYPERLOGLOG_COMMANDS } from './hyperloglog/hyperloglog.commands.js';
import { EXPIRY_COMMANDS } from './keys/expiry.commands.js';
import { KEYS_COMMANDS } from './keys/keys.commands.js';
import { MOVE_COMMANDS } from './keys/move.commands.js';
import { OBJECT_COMMANDS } from './keys/object.commands.js';
import { PUBLISH_COMMANDS } from './pubsub/publish.commands.js';
import { PUBSUB_COMMANDS } from './pubsub/pubsub.commands.js';
import { SUBSCRIBE_COMMANDS } from './pubsub/subscribe.commands.js';
import { MONITOR_COMMANDS } from './server/monitor.commands.js';
import { DEBUG_COMMANDS } from './debug/debug.commands.js';
import { CLUSTER_COMMANDS } from './server/cluster.commands.js';
import { COMMAND_COMMANDS } from './server/command.commands.js';
import { CONFIG_COMMANDS } from './server/config.commands.js';
import { EVAL_COMMANDS } from './scripting/eval.commands.js';
import { FCALL_COMMANDS } from './scripting/fcall.commands.js';
import { FUNCTION_COMMANDS } from './scripting/function.commands.js';
import { SCRIPT_COMMANDS } from './scripting/script.commands.js';
import { LATENCY_COMMANDS } from './server/latency.commands.js';
import { MEMORY_COMMANDS } from './server/memory.commands.js';
import { MODULE_COMMANDS } from './server/module.commands.js';
import { PERSISTENCE_COMMANDS } from './server/persistence.commands.js';
import { REPLICATION_COMMANDS } from './server/replication.commands.js';
import { SERVER_COMMANDS } from './server/server.commands.js';
import { SLOWLOG_COMMANDS } from './server/slowlog.commands.js';
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
import { STREAM_COMMANDS } from './stream/stream-families.js';

/** All commands of the engine. A new family is one import and one line. */
export const COMMAND_FAMILIES: readonly (readonly CommandSpec[])[] = [
  STRING_COMMANDS,
  STRING_COUNTER_COMMANDS,
  STRING_RANGE_COMMANDS,
  LCS_COMMANDS,
  BITMAP_COMMANDS,
  BIT_OPERATION_COMMANDS,
  BIT_FIELD_COMMANDS,
  HYPERLOGLOG_COMMANDS,
  HYPERLOGLOG_DEBUG_COMMANDS,
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
  GEO_COMMANDS,
  GEO_SEARCH_COMMANDS,
  STREAM_COMMANDS,
  KEYS_COMMANDS,
  DUMP_COMMANDS,
  EXPIRY_COMMANDS,
  MOVE_COMMANDS,
  OBJECT_COMMANDS,
  SORT_COMMANDS,
  CONNECTION_COMMANDS,
  CLIENT_COMMANDS,
  SUBSCRIBE_COMMANDS,
  PUBLISH_COMMANDS,
  PUBSUB_COMMANDS,
  TRANSACTION_COMMANDS,
  ACL_COMMANDS,
  EVAL_COMMANDS,
  SCRIPT_COMMANDS,
  FCALL_COMMANDS,
  FUNCTION_COMMANDS,
  KEYSPACE_ADMIN_COMMANDS,
  SERVER_COMMANDS,
  CONFIG_COMMANDS,
  SLOWLOG_COMMANDS,
  MEMORY_COMMANDS,
  LATENCY_COMMANDS,
  PERSISTENCE_COMMANDS,
  REPLICATION_COMMANDS,
  CLUSTER_COMMANDS,
  MODULE_COMMANDS,
  DEBUG_COMMANDS,
  MONITOR_COMMANDS,
  COMMAND_COMMANDS,
];
