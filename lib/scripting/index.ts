export { type CompiledScript, compileScript } from './compiled-script.js';
export * from './definition/index.js';
export * from './errors/index.js';
export {
  getScriptToken,
  InjectScript,
  type InjectScriptOptions,
} from './inject-script.decorator.js';
export { LuaScripts } from './library/index.js';
export {
  describeFinding,
  type LineMap,
  type LintCode,
  type LintFinding,
  type LintSeverity,
  type LintSource,
  lintScript,
  type SourceLine,
} from './lint/index.js';
export { PreparedScript } from './prepared-script.js';
export { ScriptBatch, type ScriptBatchOptions } from './script-batch.js';
export { ScriptExecutor } from './script-executor.service.js';
export {
  ScriptRegistry,
  type ScriptRegistryOptions,
  scriptsOfDirectory,
} from './script-registry.service.js';
export type { ScriptFailure, ScriptResult, ScriptSuccess } from './script-result.js';
export { ScriptRunner } from './script-runner.js';
