import { type Chunk, type Comment, lineOf, textOf } from './analysis/syntax-tree.js';
import type { LintCode } from './lint-finding.js';

/** `lint: allow code, code reason` */
const COMMENT = /^\s*lint:\s*(\S*)\s*([\w-]+(?:\s*,\s*[\w-]+)*)?\s*([^]*)$/;

/** A comment that lets something be: `-- lint: allow undeclared-key the caller gave the names`. */
interface Allowance {
  readonly codes: readonly string[];
  readonly line: number;
}

/** A comment that is meant for lint, but says nothing that lint understands. */
export interface CommentFault {
  readonly comment: Comment;
  readonly why: string;
}

/** The comments of a script that say what is to be let be. */
export class LintComments {
  readonly faults: CommentFault[] = [];
  readonly #allowances: Allowance[] = [];

  /** @param known the codes that there are */
  constructor(lua: string, { comments = [] }: Chunk, known: ReadonlySet<string>) {
    const matches = comments.flatMap(comment => {
      const match = COMMENT.exec(textOf(comment.value));
      return match === null ? [] : { comment, match };
    });
    if (matches.length === 0) return;
    const alone = new Set(comments.filter(each => standsAlone(each, lua)).flatMap(linesOf));
    for (const { comment, match } of matches) {
      const [, verb = '', list = '', reason = ''] = match;
      const codes = list.split(',').map(code => code.trim());
      const why = faultOf(verb, codes, reason, known);
      if (why === undefined) this.#allowances.push({ codes, line: lineAllowed(comment, alone) });
      else this.faults.push({ comment, why });
    }
  }

  /** @param line nothing for the script as a whole, which a comment on any line is about */
  allow(code: LintCode, line: number | undefined): boolean {
    return this.#allowances.some(
      each => each.codes.includes(code) && (line === undefined || line === each.line),
    );
  }
}

function faultOf(
  verb: string,
  codes: readonly string[],
  reason: string,
  known: ReadonlySet<string>,
): string | undefined {
  if (verb !== 'allow') return `It says '${verb}', but only 'allow' means something.`;
  const unknown = codes.find(code => !known.has(code));
  if (unknown !== undefined) return `There is no rule '${unknown}'.`;
  return reason.trim() === '' ? 'It gives no reason.' : undefined;
}

/**
 * The line that a comment is about: its own, or if it stands alone, the next one with code.
 *
 * @param alone the lines of comments that stand alone
 */
function lineAllowed(comment: Comment, alone: ReadonlySet<number>): number {
  let line = lineOf(comment);
  while (alone.has(line)) line++;
  return line;
}

function standsAlone(comment: Comment, lua: string): boolean {
  const line = lua.split('\n')[lineOf(comment) - 1] ?? '';
  return line.trimStart().startsWith('--') && !/\]=*\]\s*\S/.test(line);
}

function linesOf(comment: Comment): number[] {
  const first = lineOf(comment);
  const last = comment.loc?.end.line ?? first;
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
