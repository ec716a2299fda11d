import { Inject } from '@nestjs/common';
import type { ScriptDefinition } from './definition/index.js';

/** Which cache's connection a script runs on. */
export interface InjectScriptOptions {
  /** Name of the cache. @default the unnamed one */
  readonly cache?: string | undefined;
}

/**
 * Injection token of a script that was registered with `forFeature`.
 *
 * @publicApi
 */
export function getScriptToken(name: string, cache?: string): string {
  return `HybridCacheScript(${cache === undefined ? name : `${cache}: ${name}`})`;
}

/**
 * Injects a script as a function, typed by its definition.
 *
 * ```ts
 * constructor(
 *   @InjectScript(incrementIfExists) private readonly increment: Script<typeof incrementIfExists>,
 * ) {}
 * ```
 *
 * @param script the definition, or the name of one that was registered from a folder
 * @publicApi
 */
export function InjectScript(
  script: Pick<ScriptDefinition, 'name'> | string,
  { cache }: InjectScriptOptions = {},
): PropertyDecorator & ParameterDecorator {
  return Inject(getScriptToken(typeof script === 'string' ? script : script.name, cache));
}
