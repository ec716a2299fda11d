import type { LintRule } from '../lint-rule.js';

export const keysCommand: LintRule = {
  code: 'keys-command',
  severity: 'warning',
  summary: 'KEYS, which reads the whole keyspace',
  check(script, report) {
    for (const { node, command } of script.redisCalls) {
      if (command !== 'KEYS') continue;
      report(
        node,
        'KEYS reads the whole keyspace while the server does nothing else, and on a cluster only ' +
          "one node's.",
        'Keep the names in a set (SADD, SMEMBERS), or go through them from the app, by ' +
          'cache.removeByPattern() or SCAN.',
      );
    }
  },
};
