export { type CompiledScript, compileScript } from './compiled-script.js';
export * from './definition/index.js';
export * from './errors/index.js';
export {
  getScriptToken,
  InjectScript,
  type InjectScriptOptions,
} from './inject-script.decorator.js';
export { LuaScripts } from './library/index.js';
export { PreparedScript } from './prepared-script.js';
export { ScriptExecutor } from './script-executor.service.js';
export { ScriptRegistry, scriptsOfDirectory } from './script-registry.service.js';
export type { ScriptFailure, ScriptResult, ScriptSuccess } from './script-result.js';
export { ScriptRunner } from './script-runner.js';
