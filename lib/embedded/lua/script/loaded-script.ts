import type { Bytes } from '../../bytes.js';
import type { ScriptFlag } from './script-flags.js';

export interface LoadedScript {
  /** In lower-case hexadecimal. */
  readonly sha1: string;
  readonly source: Bytes;
  /** The flags of its `#!lua` line; undefined for a script without that line, which has more rights. */
  readonly flags: ReadonlySet<ScriptFlag> | undefined;
}
