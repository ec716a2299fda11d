/**
 * What runs scripts: the slot `Server.scriptHost`, filled by the Lua part, whose EVAL family calls
 * it. A script runs in `context.forScript()`; each `redis.call` goes through the ScriptCalls of its
 * run and comes back as a reply, errors as ErrorReply. A script that may be rolled back brackets its
 * run with `server.unit.savepoint()` and `release` or `rollbackTo`.
 */
export interface ScriptHost {
  /** Frees the virtual machine. */
  close(): void;
}
