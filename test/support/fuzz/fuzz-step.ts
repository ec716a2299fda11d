import type { Arbitrary } from 'fast-check';
import type { Comparison } from '../differential-reply.ts';

/** Words of a command, or of a part of one, as bytes. */
export type Words = readonly string[];

/** One command of a random sequence, with what it needs around it. */
export interface FuzzStep {
  readonly words: Words;
  /** Run just before it, so that it finds something to work on. */
  readonly before?: readonly Words[];
  /** Run just after it: removes what two servers chose differently. */
  readonly after?: readonly Words[];
  /** How its reply is compared; by default as the command's name suggests. */
  readonly as?: Comparison;
  /**
   * It draws at random from what the last command before it lists: what is drawn must be among
   * that, and each thing once.
   */
  readonly draws?: 'members' | 'pairs';
}

/** The words of a text, or what a template may stand for. */
export type Phrase = (template: string) => Arbitrary<Words>;

/**
 * The commands of one type of data. A new family is one file that exports one of these, and a line
 * in families.ts.
 */
export interface FuzzFamily {
  readonly name: string;
  /** How often it is drawn, compared with the others. @default 4 */
  readonly weight?: number;
  /** Keys that mostly hold its type; other families meet them with WRONGTYPE. */
  readonly keys: readonly string[];
  /**
   * Commands in the notation of {@link phraseOf}, one a line; of them also come the commands with
   * broken arguments. `{k}` is mostly one of its keys, `{key}` any.
   */
  readonly commands: string;
  /** What further names in braces stand for, beside those of the vocabulary. */
  readonly words?: Readonly<Record<string, Arbitrary<string | Words>>>;
  /** The command that waits for any of these keys for ever, if there is one. */
  wait?(keys: readonly string[]): Words;
  /** Commands that must not be broken, or that need others before or after them. */
  shapes?(phrase: Phrase): readonly Arbitrary<FuzzStep>[];
}
