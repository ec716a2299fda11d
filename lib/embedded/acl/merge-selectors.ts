import type { Bytes } from '../bytes.js';
import { CommandError } from '../commands/command-error.js';

/**
 * Rules in parentheses may be spread over several arguments; here each comes back as one.
 *
 * @throws CommandError where a parenthesis is not closed
 */
export function mergeSelectors(rules: readonly Bytes[]): readonly Bytes[] {
  const merged: Bytes[] = [];
  let open: { readonly first: Bytes; readonly text: Bytes } | undefined;
  for (const rule of rules) {
    if (rule.startsWith('(') && !rule.endsWith(')')) open = { first: rule, text: rule };
    else if (open) {
      open = { first: open.first, text: `${open.text} ${rule}` };
      if (!rule.endsWith(')')) continue;
      merged.push(open.text);
      open = undefined;
    } else merged.push(rule);
  }
  if (open) {
    throw new CommandError(
      `ERR Unmatched parenthesis in acl selector starting at '${open.first}'.`,
    );
  }
  return merged;
}
