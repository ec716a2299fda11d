import type { Bytes } from '../../bytes.js';
import type { ScriptFlag } from '../script/script-flags.js';

export interface LibraryFunction {
  readonly name: Bytes;
  readonly description: Bytes | undefined;
  readonly flags: ReadonlySet<ScriptFlag>;
}

export interface LoadedLibrary {
  readonly name: Bytes;
  /** Its whole text, with the first line. */
  readonly source: Bytes;
  readonly functions: ReadonlyMap<Bytes, LibraryFunction>;
}
