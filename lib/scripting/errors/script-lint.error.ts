import { ScriptError } from '../../errors/index.js';
import { describeFinding, type LintFinding } from '../lint/index.js';

/**
 * Lint found what it should not, and the registry was told to refuse such scripts. The script was
 * not registered.
 *
 * @publicApi
 */
export class ScriptLintError extends ScriptError {
  readonly code = 'SCRIPT_LINT';

  constructor(
    script: string,
    /** Errors and warnings; advice refuses nothing. */
    readonly findings: readonly LintFinding[],
    options?: ErrorOptions,
  ) {
    super(
      `Script ${script} is refused by lint:\n${findings.map(describeFinding).join('\n')}\n` +
        'Mend it, or let a finding be with a comment: `-- lint: allow <rule> <reason>`.',
      { ...options, script },
    );
  }
}
