import { cacheScripts } from './cache-scripts.js';
import { coordinationScripts } from './coordination-scripts.js';
import { counterScripts } from './counter-scripts.js';
import { jobScripts } from './job-scripts.js';
import { keyScripts } from './key-scripts.js';
import { valueScripts } from './value-scripts.js';

/**
 * Scripts for what apps often need of a cache and a server that they share, ready for
 * `ScriptExecutor.execute` and `run`. To call them by their names as well, register them:
 * `forFeature({ scripts: Object.values(LuaScripts) })`.
 *
 * ```ts
 * const result = await executor.execute(LuaScripts.IncrementWithExpiration, ['views'], [1, 300]);
 * ```
 *
 * @publicApi
 */
// By name: a type that was inferred would leave the members' documentation behind.
export const LuaScripts: typeof valueScripts &
  typeof keyScripts &
  typeof coordinationScripts &
  typeof cacheScripts &
  typeof counterScripts &
  typeof jobScripts = {
  ...valueScripts,
  ...keyScripts,
  ...coordinationScripts,
  ...cacheScripts,
  ...counterScripts,
  ...jobScripts,
};
