/** An object, of whatever kind, whose members may be looked at. */
export function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}

/**
 * What lies at a path of own properties. What a prototype holds, such as `constructor`, is as good
 * as absent: paths name data.
 */
export function ownProperty(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const name of path) {
    if (!isRecord(current) || !Object.hasOwn(current, name)) return undefined;
    current = current[name];
  }
  return current;
}
