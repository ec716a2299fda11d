import { LuaPanic } from '../wasm/lua-panic.js';
import { ScriptStop } from './script-stop.js';

/** What an exception out of an instance means for the script; undefined when it is none of its making. */
export function stopOf(error: unknown): ScriptStop | undefined {
  if (error instanceof ScriptStop) return error;
  if (error instanceof LuaPanic) return new ScriptStop('memory', 'not enough memory', undefined);
  // By name: what WebAssembly throws may be of another realm.
  switch (nameOf(error)) {
    case 'RangeError':
      return new ScriptStop('stack', 'stack overflow', undefined);
    case 'RuntimeError':
      return new ScriptStop('crash', 'script broke the virtual machine', undefined);
    default:
      return undefined;
  }
}

function nameOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'name' in error ? error.name : undefined;
}
