export {
  type EmbeddedClientOptions,
  EmbeddedEngine,
  type EmbeddedEngineOptions,
} from './engine.js';
