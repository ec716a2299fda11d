export type {
  LibraryFunction,
  LoadedLibrary,
  LoadedScript,
  LuaFailureCause,
  LuaHost,
  LuaLimits,
  LuaOutcome,
  LuaRun,
  LuaVm,
  ScriptFlag,
} from './lua-vm.js';
export { WasmLuaVm, type WasmLuaVmOptions } from './vm/wasm-lua-vm.js';
export { parseLibraryHeader } from './library/parse-library-header.js';
export { parseShebang } from './script/parse-shebang.js';
