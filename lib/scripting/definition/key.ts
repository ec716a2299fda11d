/** Any number of keys under one name. */
export interface KeyList<Name extends string = string> {
  readonly list: Name;
}

/**
 * Keys of a script, for {@link defineScript}. A single key is its name; {@link key.list} is several.
 *
 * @publicApi
 */
export const key = {
  /** Any number of keys. At most one of a script's keys may be a list, and it comes last. */
  list: <const Name extends string>(name: Name): KeyList<Name> => ({ list: name }),
};
