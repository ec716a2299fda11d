/**
 * The value out of the `{ value, expires }` that Keyv makes of it.
 *
 * @throws TypeError when it is not that: the Keyv serializes
 */
export function unwrap(data: unknown): unknown {
  if (typeof data === 'object' && data !== null && 'value' in data) return data.value;
  throw new TypeError(
    'A HybridKeyvStore that unwraps values got something else than the { value, expires } of Keyv. ' +
      'Set serialize and deserialize of the Keyv to undefined, as createHybridKeyv() does.',
  );
}
