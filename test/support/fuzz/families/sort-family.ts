import * as fc from 'fast-check';
import type { FuzzFamily } from '../fuzz-step.ts';

export const SORT_FAMILY: FuzzFamily = {
  name: 'sort',
  weight: 1,
  keys: ['n1'],
  words: {
    // All numbers: elsewhere SORT has mostly an error to answer.
    numbers: fc.array(fc.constantFrom('1', '10', '2', '-3', '01', '1.5'), {
      minLength: 1,
      size: 'max',
      maxLength: 6,
    }),
    get: fc.constantFrom('#', 'w_*', 's1', 'h1->a', 'h*->1', 'none_*', '*'),
  },
  commands: `
    RPUSH {own} {numbers}
    LTRIM {own} 0 4
    SORT_RO {own} STORE {key}
  `,
  shapes: phrase => [
    phrase(
      'SORT {key} [LIMIT {index} {index}] [<GET {get}>...] [ASC | DESC] [ALPHA] [STORE {key}]',
    ).map(words => ({ words })),
    phrase('SORT {own} [BY w_*] [GET {get}] [ASC | DESC] [STORE {key}]').map(words => ({ words })),
    phrase('SORT_RO {own} [LIMIT {index} {index}] [GET {get}] [DESC] [ALPHA]').map(words => ({
      words,
    })),
    phrase('SORT {key} BY nosort [DESC]').map(words => ({ words, as: 'unordered' })),
    fc
      .tuple(phrase('SORT {own} BY nosort [LIMIT {index} {index}] [DESC]'), phrase('{numbers}'))
      .map(([words, numbers]) => {
        const key = words[1] ?? '';
        return {
          words,
          before: [
            ['DEL', key],
            ['RPUSH', key, ...numbers],
          ],
        };
      }),
  ],
};
