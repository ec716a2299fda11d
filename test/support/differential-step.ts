import { splitInline } from '../../lib/embedded/reply/split-inline.js';
import type { Comparison } from './differential-reply.ts';

/**
 * A command: as typed into redis-cli (`SET key "two words\x00"`), or its words as bytes. As an
 * object with what is special about it.
 */
export type Step = string | readonly string[] | SpecialStep | MessagesStep;

export interface SpecialStep {
  /** `{id:b}` in it becomes the id of client `b`. */
  readonly send: string | readonly string[];
  /** Which client sends it; `a` unless told. Clients come into being when they are named. */
  readonly client?: string;
  /** How replies are compared; by default as the command's name suggests. */
  readonly as?: Comparison;
  /** It blocks, or answers nothing: the next step does not wait for it. */
  readonly blocks?: boolean;
  /** How many replies it has: SUBSCRIBE has one for each channel. Messages are none. @default 1 */
  readonly replies?: number;
}

/** Waits until a client was sent that many messages in all. */
export interface MessagesStep {
  readonly client: string;
  readonly messages: number;
}

export function isMessages(step: Step): step is MessagesStep {
  return typeof step === 'object' && 'messages' in step;
}

export function isSpecial(step: Step): step is SpecialStep {
  return typeof step === 'object' && !Array.isArray(step);
}

export function wordsOf(step: string | readonly string[]): readonly string[] {
  const words = typeof step === 'string' ? splitInline(step) : step;
  if (!words) throw new Error(`Quotes are open in: ${String(step)}`);
  return words;
}
