import { compileWasm, instantiateWasm, type WasmModule } from './web-assembly.js';

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const TYPE_SECTION = 1;
const IMPORT_SECTION = 2;
const EXPORT_SECTION = 7;
const FUNCTION = 0x60;
const I32 = 0x7f;

export type HostFunction = (...args: number[]) => number | undefined;

/**
 * Functions of JavaScript as functions that may stand in the table of a WebAssembly instance: a
 * module that imports them and exports them again, all of one type.
 */
export function asWasmFunctions(
  functions: readonly HostFunction[],
  params: number,
  results: 0 | 1,
): unknown[] {
  const imports = Object.fromEntries(functions.map((fn, index) => [`${index}`, fn]));
  const exports = instantiateWasm(forwarding(functions.length, params, results), { '': imports });
  return functions.map((_, index) => exports[`${index}`]);
}

function forwarding(count: number, params: number, results: number): WasmModule {
  const type = [FUNCTION, params, ...words(params), results, ...words(results)];
  const indexes = Array.from({ length: count }, (_, index) => index);
  const sections = [
    section(TYPE_SECTION, [type]),
    section(
      IMPORT_SECTION,
      indexes.map(index => [0].concat(name(index), 0, 0)),
    ),
    section(
      EXPORT_SECTION,
      indexes.map(index => name(index).concat(0, unsigned(index))),
    ),
  ];
  return compileWasm(Uint8Array.from([...HEADER, ...sections.flat()]));
}

function words(count: number): number[] {
  return Array.from({ length: count }, () => I32);
}

function section(id: number, items: readonly (readonly number[])[]): number[] {
  const content = [...unsigned(items.length), ...items.flat()];
  return [id, ...unsigned(content.length), ...content];
}

function name(index: number): number[] {
  const digits = `${index}`;
  return [digits.length, ...Buffer.from(digits)];
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}
