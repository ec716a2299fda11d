import type { LintRule } from '../lint-rule.js';

const MOST_BYTES = 1024;

export const scriptSize: LintRule = {
  code: 'script-size',
  severity: 'advice',
  summary: 'more than 1 KiB of code',
  check({ chunk, lua }, report) {
    const comments = (chunk.comments ?? []).reduce((sum, { raw }) => sum + raw.length, 0);
    const bytes = Buffer.byteLength(lua) - comments;
    if (bytes <= MOST_BYTES) return;
    report(
      undefined,
      `The script has ${bytes} bytes of code (comments do not count), more than ${MOST_BYTES}. The ` +
        'server does nothing else while it runs.',
      'Leave to the app what need not be atomic, or split the script.',
    );
  },
};
