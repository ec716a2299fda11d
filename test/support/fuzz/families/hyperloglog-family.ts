import type { FuzzFamily } from '../fuzz-step.ts';

export const HYPERLOGLOG_FAMILY: FuzzFamily = {
  name: 'HyperLogLogs',
  weight: 1,
  keys: ['p1', 'p2'],
  commands: `
    PFADD {k} {text}...
    PFADD {k} {many}
    PFADD {k}
    PFCOUNT {k}...
    PFMERGE {k} {k}...
    PFDEBUG <ENCODING | DECODE | TODENSE> {k}
    GETRANGE {k} 0 15
    SETRANGE {k} {index} {text}
  `,
};
