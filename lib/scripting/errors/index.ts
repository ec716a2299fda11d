export { CrossSlotError } from './cross-slot.error.js';
export { ScriptArgumentError } from './script-argument.error.js';
export { ScriptLintError } from './script-lint.error.js';
export { ScriptNotRunError } from './script-not-run.error.js';
export { ScriptReplyError } from './script-reply.error.js';
export { ScriptRuntimeError } from './script-runtime.error.js';
export { ScriptSyntaxError } from './script-syntax.error.js';
export { ScriptTransactionError } from './script-transaction.error.js';
