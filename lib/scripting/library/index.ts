import { coordinationScripts } from './coordination-scripts.js';
import { keyScripts } from './key-scripts.js';
import { valueScripts } from './value-scripts.js';

/**
 * Scripts for what a cache often needs, ready for `ScriptExecutor.execute` and `run`. Times are
 * whole seconds.
 *
 * ```ts
 * const result = await executor.execute(LuaScripts.IncrementWithExpiration, ['views'], [1, 300]);
 * ```
 *
 * @publicApi
 */
// By name: a type that was inferred would leave the members' documentation behind.
export const LuaScripts: typeof valueScripts & typeof keyScripts & typeof coordinationScripts = {
  ...valueScripts,
  ...keyScripts,
  ...coordinationScripts,
};
