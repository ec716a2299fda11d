import type { LintedScript } from '../analysis/linted-script.js';
import type { Expression, Node } from '../analysis/syntax-tree.js';
import type { LintRule } from '../lint-rule.js';

export const globalWrite: LintRule = {
  code: 'global-write',
  severity: 'error',
  summary: 'a global that is written',
  check(script, report) {
    const seen = new Set<string>();
    for (const { identifier, isWrite } of script.globals) {
      if (!isWrite || seen.has(identifier.name)) continue;
      seen.add(identifier.name);
      report(
        identifier,
        `${identifier.name} is a global, and Redis lets no script write one: it fails with "Attempt ` +
          'to modify a readonly table".',
        `Declare it: \`local ${identifier.name}\`.`,
      );
    }
    for (const { node, targets } of writes(script)) {
      for (const path of targets.flatMap(target => pathsOf(script, target))) {
        report(
          node,
          `${path} cannot be written: the libraries of Redis are read-only.`,
          'Keep it in a local variable.',
        );
      }
    }
  },
};

interface Write {
  readonly node: Node;
  readonly targets: readonly (Expression | null)[];
}

function writes(script: LintedScript): Write[] {
  return [
    ...script.ofType('AssignmentStatement').map(node => ({ node, targets: node.variables })),
    ...script.ofType('FunctionDeclaration').map(node => ({ node, targets: [node.identifier] })),
  ];
}

/** The members of libraries that are written. KEYS and ARGV may be. */
function pathsOf(script: LintedScript, target: Expression | null): string[] {
  if (target === null || target.type === 'Identifier') return [];
  return script.flow.valuesOf(target).flatMap(value => (value.kind === 'global' ? value.path : []));
}
