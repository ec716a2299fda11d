// TypeScript has the types of WebAssembly only together with those of the DOM.

export interface WasmModule {
  readonly [Symbol.toStringTag]?: string;
}

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

export interface WasmTable {
  readonly length: number;
  get(index: number): unknown;
  set(index: number, value: unknown): void;
  grow(by: number): number;
}

export type WasmImports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
export type WasmExports = Readonly<Record<string, unknown>>;

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Instance: new (
    module: WasmModule,
    imports: WasmImports,
  ) => { readonly exports: WasmExports };
};

export function compileWasm(bytes: Uint8Array): WasmModule {
  return new WebAssembly.Module(bytes);
}

export function instantiateWasm(module: WasmModule, imports: WasmImports): WasmExports {
  return new WebAssembly.Instance(module, imports).exports;
}
