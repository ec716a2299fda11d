import type { KeySpecs } from '../definition/index.js';
import { LintedScript } from './analysis/linted-script.js';
import { type Chunk, lineOf, parseLua } from './analysis/syntax-tree.js';
import { LintComments } from './lint-comments.js';
import type { LintFinding } from './lint-finding.js';
import { LINT_RULES } from './rules/index.js';
import type { LineMap } from './source-line.js';

/** What {@link lintScript} looks at. A definition is such a thing. */
export interface LintSource {
  /** Name of the script. */
  readonly name: string;
  readonly lua: string;
  /** The file that the text came from. */
  readonly file?: string | undefined;
  /** The keys of its definition, where it has one. */
  readonly keys?: KeySpecs | undefined;
  /** Where each line was written, where the text was put together from parts. */
  readonly lineMap?: LineMap | undefined;
}

const CODES: ReadonlySet<string> = new Set(LINT_RULES.map(({ code }) => code));

/**
 * Looks for mistakes in a script that Redis would only show when it runs, or never: keys that are
 * not declared, replies that are lost, loops without an end. Nothing is run.
 *
 * `-- lint: allow undeclared-key <reason>` on a line, or before it, lets a finding be.
 *
 * @returns what was found, in the order of the lines
 * @publicApi
 */
export function lintScript(source: LintSource): LintFinding[] {
  const { lineMap, name: script } = source;
  const found = findingsOf(source).toSorted((a, b) => a.line - b.line);
  return found.map(({ code, severity, line: at, why, mend }) => {
    const { file, line } = lineMap?.[at - 1] ?? { file: source.file, line: at };
    return { code, severity, script, file, line, why, mend };
  });
}

/** A finding by the line of the text that was parsed. */
type PlacedFinding = Omit<LintFinding, 'script' | 'file'>;

function findingsOf({ keys, lua }: LintSource): PlacedFinding[] {
  let chunk: Chunk;
  try {
    chunk = parseLua(lua);
  } catch (cause) {
    if (!isSyntaxError(cause)) throw cause;
    const why = `It is not Lua 5.1: ${cause.message}.`;
    return [
      { code: 'syntax', severity: 'error', line: cause.line, why, mend: 'Correct the line.' },
    ];
  }
  const comments = new LintComments(lua, chunk, CODES);
  const findings: PlacedFinding[] = comments.faults.map(({ comment, why }) => ({
    code: 'lint-comment',
    severity: 'warning',
    line: lineOf(comment),
    why,
    mend: 'Write `-- lint: allow <rule> <reason>`.',
  }));
  const script = new LintedScript(lua, chunk, keys);
  for (const { check, code, severity } of LINT_RULES) {
    check(script, (place, why, mend) => {
      const line = place === undefined ? undefined : lineOf(place);
      if (!comments.allow(code, line))
        findings.push({ code, severity, line: line ?? 1, why, mend });
    });
  }
  return findings;
}

function isSyntaxError(error: unknown): error is Error & { line: number } {
  return error instanceof Error && 'line' in error && typeof error.line === 'number';
}
