// What lies at the bottom of the stack of the main thread for good, where it is found fastest.

export const ERROR_HANDLER = 1;
/** Globals as scripts see them, and the table behind, where KEYS and ARGV are set. */
export const SCRIPT_GLOBALS = 2;
export const SCRIPT_CONTENT = 3;
/** The same for functions; while a library is loaded, what is behind is another table. */
export const FUNCTION_GLOBALS = 4;
export const FUNCTION_CONTENT = 5;
export const LIBRARY_CONTENT = 6;

const FIRST_FIELD = 7;

/** The fields that make a table something else than an array in a reply, in the order of Redis. */
export const REPLY_FIELDS = [
  'err',
  'ok',
  'double',
  'big_number',
  'verbatim_string',
  'map',
  'set',
  'format',
  'string',
] as const;

export type ReplyField = (typeof REPLY_FIELDS)[number];

export const FIELD_SLOTS: Readonly<Record<ReplyField, number>> = {
  err: FIRST_FIELD,
  ok: FIRST_FIELD + 1,
  double: FIRST_FIELD + 2,
  big_number: FIRST_FIELD + 3,
  verbatim_string: FIRST_FIELD + 4,
  map: FIRST_FIELD + 5,
  set: FIRST_FIELD + 6,
  format: FIRST_FIELD + 7,
  string: FIRST_FIELD + 8,
};

/** The height of the stack between two runs. */
export const BASE = FIRST_FIELD + REPLY_FIELDS.length - 1;
