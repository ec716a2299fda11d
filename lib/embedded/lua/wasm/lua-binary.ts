import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileWasm, type WasmModule } from './web-assembly.js';

/** Lua compiled to WebAssembly; read and compiled when it is first needed. */
export class LuaBinary {
  #module: WasmModule | undefined;

  get module(): WasmModule {
    // Only the .wasm of the package is used: its own loader is asynchronous, listens to the process
    // and wraps every export in a check.
    const { resolve } = createRequire(import.meta.url);
    this.#module ??= compileWasm(readFileSync(resolve('wasmoon-lua5.1/dist/liblua5.1.wasm')));
    return this.#module;
  }
}
