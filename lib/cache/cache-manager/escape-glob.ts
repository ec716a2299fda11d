/** A text as a glob pattern of Redis that matches it and nothing else. */
export function escapeGlob(text: string): string {
  return text.replaceAll(/[\\*?[\]]/g, String.raw`\$&`);
}
