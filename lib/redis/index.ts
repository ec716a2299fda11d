export type {
  ClientConnection,
  ClusterConnection,
  ConnectionOptions,
  OptionsConnection,
  UrlConnection,
} from './connection-options.js';
export { checkConnection } from './check-connection.js';
export { globMatcher } from './glob.js';
export { DEFAULT_SCAN_COUNT, groupBySlot, unlink, unlinkMatching } from './key-scanner.js';
export { KeySpace } from './key-space.js';
export {
  type CommandArgument,
  type ConnectionListener,
  RedisConnection,
  type ReplyEncoding,
} from './redis-connection.js';
