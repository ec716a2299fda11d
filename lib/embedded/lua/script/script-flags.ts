export const SCRIPT_FLAGS = [
  'no-writes',
  'allow-oom',
  'allow-stale',
  'no-cluster',
  'allow-cross-slot-keys',
] as const;

/** A flag in the first line of a script, or of a function. */
export type ScriptFlag = (typeof SCRIPT_FLAGS)[number];

export function findScriptFlag(name: string): ScriptFlag | undefined {
  return SCRIPT_FLAGS.find(flag => flag === name);
}
