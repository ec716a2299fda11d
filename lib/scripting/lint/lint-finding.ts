/**
 * `error`: it fails, or loses data, whenever it is reached, or wherever there is a cluster or a key
 * prefix. `warning`: it does so with some data, or stops the server for long. `advice`: it could be
 * better.
 */
export type LintSeverity = 'error' | 'warning' | 'advice';

/** Stable names of what can be found; `docs/script-lint.md` has a line for each. */
export type LintCode =
  | 'error-table'
  | 'global-write'
  | 'keys-command'
  | 'lint-comment'
  | 'nil-in-array'
  | 'nil-reply'
  | 'script-size'
  | 'string-keyed-reply'
  | 'syntax'
  | 'unbounded-loop'
  | 'unbounded-scan'
  | 'unbounded-unpack'
  | 'undeclared-key'
  | 'unknown-global'
  | 'weak-identity';

/**
 * Something in a script that goes wrong, or may.
 *
 * @publicApi
 */
export interface LintFinding {
  readonly code: LintCode;
  readonly severity: LintSeverity;
  /** Name of the script. */
  readonly script: string;
  /** The file that holds the line, where the script came from one. */
  readonly file: string | undefined;
  /** Counted from 1. */
  readonly line: number;
  /** What is wrong, as a sentence. */
  readonly why: string;
  /** How to mend it, as a sentence. */
  readonly mend: string;
}

/**
 * A finding on one line: `limit.lua:3: error undeclared-key: …`.
 *
 * @publicApi
 */
export function describeFinding(finding: LintFinding): string {
  const { code, file, line, mend, script, severity, why } = finding;
  return `${file ?? `script ${script}`}:${line}: ${severity} ${code}: ${why} ${mend}`;
}
