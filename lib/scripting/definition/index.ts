export { type ArgType, arg } from './arg.js';
export { defineScript, SCRIPT_NAME, type ScriptOptions, UNTYPED } from './define-script.js';
export { key, type KeyList } from './key.js';
export { reply, type ReplyType } from './reply.js';
export type {
  ArgSpecs,
  KeySpecs,
  Script,
  ScriptArgs,
  ScriptDefinition,
  ScriptKeys,
  ScriptProcedure,
  ScriptReply,
} from './script-definition.js';
export { type ScriptValue, show } from './script-value.js';
