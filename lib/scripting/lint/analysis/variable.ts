import type { Expression, FunctionDeclaration, Loop } from './syntax-tree.js';

/** One way in which a local variable gets a value. */
export type Definition =
  | {
      readonly kind: 'expression';
      /** Nothing stands for nil. */
      readonly expression: Expression | undefined;
      /** Which of its values, where it gives several. */
      readonly index: number;
    }
  | { readonly kind: 'parameter'; readonly of: FunctionDeclaration; readonly index: number }
  | { readonly kind: 'loop'; readonly loop: Loop; readonly index: number }
  | { readonly kind: 'self' };

/** A local variable, a parameter or the variable of a loop. */
export interface Variable {
  readonly name: string;
  /** All that it may hold: no order is kept. */
  readonly definitions: Definition[];
}
