/** Where a line of a script was written: another file, when the line was included from it. */
export interface SourceLine {
  readonly file: string | undefined;
  /** Counted from 1. */
  readonly line: number;
}

/** The origin of each line of a script, in order. */
export type LineMap = readonly SourceLine[];
