import type { Answer } from './visitor.js';

/** Where an answer came from, and how the report calls it. */
export const SOURCES = {
  local: 'memory of the instance (L1)',
  remote: 'second tier (L2)',
  joined: 'a query that was under way',
  database: 'a query of its own (cold)',
} as const;

export type Source = keyof typeof SOURCES;

/** Reads it from the field Cache-Status (RFC 9211) of the answer. */
export function sourceOf({ headers }: Answer): Source {
  const status = headers.get('cache-status') ?? '';
  if (/;\s*hit\b/.test(status)) return /detail="?remote/.test(status) ? 'remote' : 'local';
  return /;\s*collapsed\b/.test(status) ? 'joined' : 'database';
}
