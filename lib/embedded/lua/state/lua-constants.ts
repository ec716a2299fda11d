export const REGISTRY = -10_000;
export const GLOBALS = -10_002;
/** The first upvalue of the C function that runs. */
export const UPVALUE = -10_003;
export const ALL_RESULTS = -1;

export const NONE = -1;
export const NIL = 0;
export const BOOLEAN = 1;
export const LIGHT_USERDATA = 2;
export const NUMBER = 3;
export const STRING = 4;
export const TABLE = 5;
export const FUNCTION = 6;

export const TYPE_NAMES = [
  'nil',
  'boolean',
  'userdata',
  'number',
  'string',
  'table',
  'function',
  'userdata',
  'thread',
] as const;

/** Status of a protected call. */
export const OUT_OF_MEMORY = 4;

export const GC_RESTART = 1;
export const GC_COUNT = 3;
export const GC_STEP = 5;
export const GC_SET_PAUSE = 6;
export const GC_SET_STEP_MULTIPLIER = 7;

export const HOOK_COUNT = 8;
