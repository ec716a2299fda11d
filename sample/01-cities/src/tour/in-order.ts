/** Begins with each item only when the one before is done. */
export async function inOrder<T>(
  items: Iterable<T>,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  for (const item of items) {
    // oxlint-disable-next-line no-await-in-loop -- that is what it is for
    await work(item);
  }
}
