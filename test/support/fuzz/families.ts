import type { FuzzFamily } from './fuzz-step.ts';
import { BITMAP_FAMILY } from './families/bitmap-family.ts';
import { GEO_FAMILY } from './families/geo-family.ts';
import { HASH_FAMILY } from './families/hash-family.ts';
import { HYPERLOGLOG_FAMILY } from './families/hyperloglog-family.ts';
import { KEY_FAMILY } from './families/key-family.ts';
import { LIST_FAMILY } from './families/list-family.ts';
import { SESSION_FAMILY } from './families/session-family.ts';
import { SET_FAMILY } from './families/set-family.ts';
import { SORT_FAMILY } from './families/sort-family.ts';
import { SORTED_SET_FAMILY } from './families/sorted-set-family.ts';
import { STREAM_FAMILY } from './families/stream-family.ts';
import { STRING_FAMILY } from './families/string-family.ts';

/** All that is fuzzed. A new family is one file, one import and one line. */
export const FUZZ_FAMILIES: readonly FuzzFamily[] = [
  STRING_FAMILY,
  BITMAP_FAMILY,
  HYPERLOGLOG_FAMILY,
  HASH_FAMILY,
  LIST_FAMILY,
  SET_FAMILY,
  SORTED_SET_FAMILY,
  GEO_FAMILY,
  STREAM_FAMILY,
  KEY_FAMILY,
  SORT_FAMILY,
  SESSION_FAMILY,
];
