import { isBounded, isEndless } from '../analysis/loop-bounds.js';
import { SCANS } from '../commands/replies.js';
import type { LintRule } from '../lint-rule.js';

const MEND =
  'Give it a limit that the caller sets (`for _ = 1, tonumber(ARGV[1]) do … break … end`), and let ' +
  'the caller come again.';

export const unboundedLoop: LintRule = {
  code: 'unbounded-loop',
  severity: 'warning',
  summary: 'a loop that only the data ends',
  check(script, report) {
    for (const loop of script.loops) {
      if (isEndless(script, loop)) {
        report(loop, 'Nothing ends the loop: the server would do nothing else any more.', MEND);
        continue;
      }
      if (isBounded(script, loop)) continue;
      const calls = script.redisCallsWithin(loop);
      if (calls.length === 0 || calls.some(({ command }) => SCANS.has(command))) continue;
      report(
        loop,
        'How often the loop runs depends on the data alone, and the server does nothing else ' +
          'meanwhile.',
        MEND,
      );
    }
  },
};
