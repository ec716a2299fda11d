export { type EmbeddedClientOptions, EmbeddedEngine } from './engine.js';
export { type EmbeddedEngineOptions, resolveEngineOptions } from './engine-options.js';
export type {
  EmbeddedScriptOptions,
  ScriptErrorMode,
  ScriptLogLevel,
} from './scripting/script-options.js';
