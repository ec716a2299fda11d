export type {
  ClientConnection,
  ClusterConnection,
  ConnectionOptions,
  EmbeddedConnection,
  OptionsConnection,
  UrlConnection,
} from './connection-options.js';
export {
  type EmbeddedClientOptions,
  EmbeddedEngine,
  type EmbeddedEngineOptions,
  type EmbeddedScriptOptions,
  type ScriptErrorMode,
  type ScriptLogLevel,
} from '../embedded/index.js';
export { checkConnection } from './check-connection.js';
export { globMatcher } from './glob.js';
export {
  COMMANDS_IN_FLIGHT,
  DEFAULT_SCAN_COUNT,
  groupBySlot,
  scanMatching,
  unlink,
  unlinkMatching,
} from './key-scanner.js';
export { KeySpace } from './key-space.js';
export { openConnection } from './open-connection.js';
export {
  type CommandArgument,
  type ConnectionListener,
  RedisConnection,
  type ReplyEncoding,
} from './redis-connection.js';
