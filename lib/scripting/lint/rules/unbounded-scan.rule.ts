import { isBounded } from '../analysis/loop-bounds.js';
import { SCANS } from '../commands/replies.js';
import type { LintRule } from '../lint-rule.js';

export const unboundedScan: LintRule = {
  code: 'unbounded-scan',
  severity: 'warning',
  summary: 'a loop over SCAN that only ends when everything was seen',
  check(script, report) {
    for (const loop of script.loops) {
      if (isBounded(script, loop)) continue;
      const scan = script.redisCallsWithin(loop).find(({ command }) => SCANS.has(command));
      if (scan === undefined) continue;
      const all = scan.command === 'SCAN' ? 'the whole keyspace' : 'the whole collection';
      report(
        loop,
        `The loop goes through ${all} by ${scan.command}, while the server does nothing else.`,
        'Take a few steps a call, and give the cursor back: the next call goes on from there. Or ' +
          'scan from the app.',
      );
    }
  },
};
