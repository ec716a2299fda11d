import type { ScriptFlag } from '../../lua/index.js';
import type { CommandEffects } from '../command-spec.js';

/** What a script or function may do by the flags of its first line; undefined without that line. */
export function declaredEffects(
  flags: ReadonlySet<ScriptFlag> | undefined,
): CommandEffects | undefined {
  if (!flags) return undefined;
  const isWrite = !flags.has('no-writes');
  return { isWrite, replicates: false, deniesOom: isWrite && !flags.has('allow-oom') };
}
