export const SEARCH_MIN_LENGTH = 2;
export const SEARCH_MAX_LENGTH = 50;

/** `São Paulo` and `sao  paulo` are the same to a search, and so to its cache key. */
export function foldName(name: string): string {
  const withoutMarks = name.normalize('NFD').replace(/\p{M}/gu, '');
  return withoutMarks.toLowerCase().replace(/\s+/g, ' ').trim();
}

/** What the parameter `name` of a request searches for; nothing when it cannot be used. */
export function searchTextOf(name: unknown): string | undefined {
  const text = typeof name === 'string' ? foldName(name) : '';
  const fits = text.length >= SEARCH_MIN_LENGTH && text.length <= SEARCH_MAX_LENGTH;
  return fits ? text : undefined;
}
