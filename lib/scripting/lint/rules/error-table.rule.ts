import type { LintRule } from '../lint-rule.js';

export const errorTable: LintRule = {
  code: 'error-table',
  severity: 'error',
  summary: 'error() with a table that has no err',
  check(script, report) {
    for (const { call, args } of script.callsOf('error')) {
      const [thrown] = args;
      const values = thrown === undefined ? [] : script.flow.valuesOf(thrown);
      const isBare = values.some(
        value =>
          value.kind === 'table' &&
          script.flow.fields.of(value.node).every(({ key }) => key !== undefined && key !== 'err'),
      );
      if (!isBare) continue;
      report(
        call,
        'error() with a table that has no `err` crashes Redis before 7.4.6 and 8.0.4, and Valkey ' +
          'before 8.1.4.',
        "Write `error({ err = 'CODE what is wrong' })`, or `return redis.error_reply('CODE what is " +
          "wrong')`.",
      );
    }
  },
};
