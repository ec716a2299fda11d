import { readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Logger } from '@nestjs/common';
import { HybridCacheConfigurationError } from '../errors/index.js';
import { checkSyntax } from './compiled-script.js';
import { defineScript, type ScriptDefinition, UNTYPED } from './definition/index.js';
import { ScriptLintError } from './errors/index.js';
import { describeFinding, lintScript } from './lint/index.js';

/** How a {@link ScriptRegistry} looks at what is registered. */
export interface ScriptRegistryOptions {
  /**
   * Whether scripts are linted when they are registered. `true` logs what is found, once: errors and
   * warnings as warnings, advice for debugging. `'error'` refuses scripts with errors or warnings.
   *
   * @default true
   */
  readonly lint?: boolean | 'error' | undefined;
}

/**
 * The scripts of an app, by name.
 *
 * @publicApi
 */
export class ScriptRegistry {
  readonly #byName = new Map<string, ScriptDefinition>();
  readonly #logger = new Logger('ScriptRegistry');
  readonly #lint: boolean | 'error';

  constructor({ lint = true }: ScriptRegistryOptions = {}) {
    this.#lint = lint;
  }

  /**
   * Registers a definition. The same text may be registered again under its name.
   *
   * @throws ScriptSyntaxError when the text is not Lua 5.1
   * @throws HybridCacheConfigurationError when another script has that name
   * @throws ScriptLintError when `lint` is `'error'`, and found something
   */
  register<Definition extends ScriptDefinition>(definition: Definition): Definition {
    const known = this.#byName.get(definition.name);
    if (known !== undefined && known.lua !== definition.lua) {
      throw new HybridCacheConfigurationError(
        'script name',
        definition.name,
        `unique: another script${known.file === undefined ? '' : ` (${known.file})`} has it already`,
      );
    }
    checkSyntax(definition);
    if (known === undefined) this.#check(definition);
    this.#byName.set(definition.name, definition);
    return definition;
  }

  /** Registers one `.lua` file under its name without the ending. It takes any keys and arguments. */
  registerFile(file: string | URL): ScriptDefinition {
    return this.register(scriptOfFile(file));
  }

  /** Registers every `.lua` file of a folder, as {@link registerFile} does. */
  registerDirectory(directory: string | URL): ScriptDefinition[] {
    return scriptsOfDirectory(directory).map(definition => this.register(definition));
  }

  get(name: string): ScriptDefinition | undefined {
    return this.#byName.get(name);
  }

  /** All of them, in the order in which they were registered. */
  list(): readonly ScriptDefinition[] {
    return [...this.#byName.values()];
  }

  #check(definition: ScriptDefinition): void {
    if (this.#lint === false) return;
    const findings = lintScript(definition);
    const faults = findings.filter(({ severity }) => severity !== 'advice');
    if (this.#lint === 'error' && faults.length > 0) {
      throw new ScriptLintError(definition.name, faults);
    }
    for (const finding of findings) {
      const level = finding.severity === 'advice' ? 'debug' : 'warn';
      this.#logger[level](describeFinding(finding));
    }
  }
}

/** A script that is its file: the name comes from there, keys and arguments are whatever is given. */
export function scriptOfFile(file: string | URL): ScriptDefinition {
  const path = file instanceof URL ? fileURLToPath(file) : file;
  return defineScript({ ...UNTYPED, name: basename(path, extname(path)), file: path });
}

/** The scripts of a folder, in the order of their names. */
export function scriptsOfDirectory(directory: string | URL): ScriptDefinition[] {
  const path = directory instanceof URL ? fileURLToPath(directory) : directory;
  const files = list(path).filter(file => extname(file) === '.lua');
  if (files.length === 0) {
    throw new HybridCacheConfigurationError('directories', path, 'a folder with .lua files');
  }
  return files.toSorted().map(file => scriptOfFile(join(path, file)));
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (cause) {
    throw new HybridCacheConfigurationError('directories', path, 'a folder that can be read', {
      cause,
    });
  }
}
