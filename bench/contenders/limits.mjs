/** The same for every contender: nothing expires or makes room while it is measured. */
export const TTL_MS = 10 * 60_000;
export const MAX_ENTRIES = 20_000;
