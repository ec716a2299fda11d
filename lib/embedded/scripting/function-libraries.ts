import type { Bytes } from '../bytes.js';
import { CommandError } from '../commands/command-error.js';
import {
  type LibraryFunction,
  type LoadedLibrary,
  type LuaVm,
  parseLibraryHeader,
} from '../lua/index.js';
import { ErrorReply } from '../reply/reply.js';
import { onErrorDirective } from './on-error-directive.js';
import type { ScriptErrorMode } from './script-options.js';

export interface CallableFunction {
  readonly library: LoadedLibrary;
  readonly fn: LibraryFunction;
  readonly onError: ScriptErrorMode | undefined;
}

/** What FUNCTION LOAD has loaded. */
export class FunctionLibraries {
  readonly #vm: LuaVm;
  readonly #libraries = new Map<Bytes, LoadedLibrary>();
  /** By their names in lower case: FCALL does not tell upper from lower. */
  readonly #functions = new Map<Bytes, CallableFunction>();

  constructor(vm: LuaVm) {
    this.#vm = vm;
  }

  get libraries(): readonly LoadedLibrary[] {
    return [...this.#libraries.values()];
  }

  get functionCount(): number {
    return this.#functions.size;
  }

  find(name: Bytes): CallableFunction | undefined {
    return this.#functions.get(name) ?? this.#functions.get(name.toLowerCase());
  }

  /**
   * Loads a library, or leaves everything as it was.
   *
   * @returns its name
   * @throws CommandError
   */
  load(source: Bytes, replaces: boolean): Bytes {
    const header = parseLibraryHeader(source);
    const old = typeof header === 'string' ? undefined : this.#libraries.get(header.name);
    if (old && !replaces) throw new CommandError(`ERR Library '${old.name}' already exists`);
    const library = this.#compile(source);
    try {
      this.#checkNames(library, new Set(old ? [old] : []));
    } catch (error) {
      this.#vm.unloadLibrary(library);
      throw error;
    }
    if (old) this.#unlink(old);
    this.#link(library);
    return library.name;
  }

  /**
   * Loads several at once, or none of them: FUNCTION RESTORE.
   *
   * @param policy what becomes of the libraries that are there
   * @throws CommandError
   */
  restore(sources: readonly Bytes[], policy: 'append' | 'replace' | 'flush'): void {
    const loaded = this.#compileAll(sources);
    try {
      const names = new Set(loaded.map(({ name }) => name));
      const leaving = this.libraries.filter(({ name }) => policy === 'flush' || names.has(name));
      const [first] = leaving;
      if (policy === 'append' && first) {
        throw new CommandError(`ERR Library ${first.name} already exists`);
      }
      for (const library of loaded) this.#checkNames(library, new Set(leaving));
      for (const library of leaving) this.#unlink(library);
    } catch (error) {
      for (const library of loaded) this.#vm.unloadLibrary(library);
      throw error;
    }
    for (const library of loaded) this.#link(library);
  }

  delete(name: Bytes): boolean {
    const library = this.#libraries.get(name);
    if (library) this.#unlink(library);
    return library !== undefined;
  }

  flush(): void {
    for (const library of this.libraries) this.#unlink(library);
  }

  #compile(source: Bytes): LoadedLibrary {
    const library = this.#vm.loadLibrary(source);
    if (library instanceof ErrorReply) throw new CommandError(library.text);
    return library;
  }

  /** Several at once, which must not take each other's names. */
  #compileAll(sources: readonly Bytes[]): readonly LoadedLibrary[] {
    const loaded: LoadedLibrary[] = [];
    const names = new Set<Bytes>();
    try {
      for (const source of sources) {
        const library = this.#compile(source);
        loaded.push(library);
        if (loaded.some(other => other !== library && other.name === library.name)) {
          throw new CommandError(`ERR Library '${library.name}' already exists`);
        }
        for (const name of library.functions.keys()) {
          if (names.has(name.toLowerCase())) throw functionExists(name);
          names.add(name.toLowerCase());
        }
      }
    } catch (error) {
      for (const library of loaded) this.#vm.unloadLibrary(library);
      throw error;
    }
    return loaded;
  }

  /** A library must not take the name of a function of one that stays. */
  #checkNames(library: LoadedLibrary, leaving: ReadonlySet<LoadedLibrary>): void {
    for (const name of library.functions.keys()) {
      const known = this.#functions.get(name.toLowerCase());
      if (known && !leaving.has(known.library)) throw functionExists(name);
    }
  }

  #link(library: LoadedLibrary): void {
    this.#libraries.set(library.name, library);
    const onError = onErrorDirective(library.source);
    for (const fn of library.functions.values()) {
      this.#functions.set(fn.name.toLowerCase(), { library, fn, onError });
    }
  }

  #unlink(library: LoadedLibrary): void {
    this.#libraries.delete(library.name);
    for (const name of library.functions.keys()) this.#functions.delete(name.toLowerCase());
    this.#vm.unloadLibrary(library);
  }
}

function functionExists(name: Bytes): CommandError {
  return new CommandError(`ERR Function ${name} already exists`);
}
