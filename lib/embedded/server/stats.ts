import type { KeyspaceStats } from '../keyspace/keyspace-services.js';

/** What INFO stats counts; CONFIG RESETSTAT begins again. */
export class Stats implements KeyspaceStats {
  hits = 0;
  misses = 0;
  expired = 0;
  evicted = 0;
  commands = 0;
  connections = 0;
  errorReplies = 0;
  /** Error replies by their code. */
  readonly errors = new Map<string, number>();

  countError(text: string): void {
    this.errorReplies++;
    const code = /^[^ ]{1,31}(?= )/.exec(text)?.[0] ?? 'ERR';
    this.errors.set(code, (this.errors.get(code) ?? 0) + 1);
  }

  reset(): void {
    Object.assign(this, {
      hits: 0,
      misses: 0,
      expired: 0,
      evicted: 0,
      commands: 0,
      connections: 0,
      errorReplies: 0,
    });
    this.errors.clear();
  }
}
