import type { LintedScript } from '../analysis/linted-script.js';
import type { Value } from '../analysis/value.js';
import { textOf } from '../analysis/syntax-tree.js';
import { keyPositions } from '../commands/key-positions.js';
import type { LintRule } from '../lint-rule.js';

const MEND =
  'Hand the key in by KEYS (keys that belong together share a hash tag), and take it from there.';

export const undeclaredKey: LintRule = {
  code: 'undeclared-key',
  severity: 'error',
  summary: 'a command on a key that does not come from KEYS',
  check(script, report) {
    for (const { arguments: args, command, node, words } of script.redisCalls) {
      if (command === undefined) continue;
      const faults = keyPositions(command, words).flatMap(at =>
        (args[at]?.values ?? []).flatMap(value => faultOf(value, script) ?? []),
      );
      for (const fault of new Set(faults)) report(node, `${command} works on ${fault}.`, MEND);
    }
  },
};

/** Why a value is not a key that the caller declared. Nothing when it is, or may be, one. */
function faultOf(value: Value, script: LintedScript): string | undefined {
  switch (value.kind) {
    case 'element':
      if (value.of === 'KEYS') return faultOfIndex(value.index, script.keyCount);
      return undeclared('comes by ARGV');
    case 'reply': {
      const command = script.replyOf(value)?.command;
      return undeclared(`is read from the data${command === undefined ? '' : ` (by ${command})`}`);
    }
    case 'literal':
      if (typeof value.value !== 'string' && typeof value.value !== 'number') return undefined;
      return undeclared(`is written in the script ('${textOf(String(value.value))}')`);
    case 'made':
      return undeclared(`the script builds (by ${value.by})`);
    case 'counter':
      return undeclared('the script builds (it is the counter of a loop)');
    default:
      return undefined;
  }
}

function undeclared(origin: string): string {
  return (
    `a key that ${origin}: on a cluster it may be on another node, and a key prefix goes in front of ` +
    'KEYS alone'
  );
}

function faultOfIndex(index: number | undefined, count: number | undefined): string | undefined {
  if (index === undefined) return undefined;
  if (index < 1) return `KEYS[${index}], but KEYS begins at 1`;
  if (count === undefined || index <= count) return undefined;
  const declared = count === 1 ? '1 key' : `${count === 0 ? 'no' : count} keys`;
  return `KEYS[${index}], but the definition declares ${declared}`;
}
