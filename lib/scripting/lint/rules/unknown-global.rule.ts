import type { LintedScript } from '../analysis/linted-script.js';
import type { Node } from '../analysis/syntax-tree.js';
import type { LintRule } from '../lint-rule.js';
import { isGlobalName, libraryOf } from '../lua-environment.js';

/** What to use in place of something that other Luas have. */
const INSTEAD: Readonly<Record<string, string>> = {
  os: "Ask the server: redis.call('TIME') gives seconds and microseconds.",
  print: 'Use redis.log(redis.LOG_NOTICE, text).',
  'redis.register_function': 'It is there in FUNCTION LOAD only.',
  require: 'Put the code into the script.',
  server: 'Use redis, which Valkey has too.',
  'table.unpack': 'Use unpack(), as Lua 5.1 calls it.',
  utf8: 'Strings are bytes here: use string.',
};

const UNEXPANDED_INCLUDE = /^--- @include\b/m;

export const unknownGlobal: LintRule = {
  code: 'unknown-global',
  severity: 'error',
  summary: 'a global, or a member of a library, that Redis does not have',
  check(script, report) {
    const seen = new Set<string>();
    for (const { name, node } of unknownNames(script)) {
      if (seen.has(name)) continue;
      seen.add(name);
      const [library = name] = name.split('.');
      report(
        node,
        name === library
          ? `Redis has no global ${name}: it fails with "Script attempted to access nonexistent ` +
              'global variable".'
          : `Redis has no ${name}: it is nil.`,
        INSTEAD[name] ??
          INSTEAD[library] ??
          'Declare it with `local` before it is used, or mind the spelling.',
      );
    }
  },
};

function unknownNames(script: LintedScript): { readonly name: string; readonly node: Node }[] {
  // Parts that are not in place yet may declare it.
  const names = UNEXPANDED_INCLUDE.test(script.lua) ? [] : unknownReads(script);
  return [...names, ...unknownMembers(script)];
}

function unknownReads(script: LintedScript): { readonly name: string; readonly node: Node }[] {
  // One that is written is reported as that.
  const written = new Set(
    script.globals.flatMap(({ identifier, isWrite }) => (isWrite ? identifier.name : [])),
  );
  return script.globals
    .filter(({ identifier }) => !isGlobalName(identifier.name) && !written.has(identifier.name))
    .map(({ identifier }) => ({ name: identifier.name, node: identifier }));
}

function unknownMembers(script: LintedScript): { readonly name: string; readonly node: Node }[] {
  return script.ofType('MemberExpression').flatMap(node => {
    if (node.base.type !== 'Identifier') return [];
    const [value] = script.flow.valuesOf(node.base);
    const members = value?.kind === 'global' ? libraryOf(value.path) : undefined;
    const member = node.identifier.name;
    if (value?.kind !== 'global' || members === undefined || members.has(member)) return [];
    return { name: `${value.path}.${member}`, node };
  });
}
