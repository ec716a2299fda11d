import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { CliUsageError } from '../cli-usage.error.js';

/**
 * The files of paths: each file itself, and the `.lua` files in each folder and the folders in it,
 * but for `node_modules` and those whose name begins with a dot.
 *
 * @throws CliUsageError when there is nothing at a path, or no script
 */
export async function findScripts(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(paths.map(scriptsAt));
  return [...new Set(found.flat())];
}

async function scriptsAt(path: string): Promise<string[]> {
  const status = await stat(path).catch((cause: unknown) => {
    throw new CliUsageError(`There is nothing to read at ${path}.`, { cause });
  });
  if (!status.isDirectory()) return [path];
  const scripts = await scriptsIn(path);
  if (scripts.length === 0) throw new CliUsageError(`There is no .lua file in ${path}.`);
  return scripts;
}

async function scriptsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter(entry => entry.isDirectory() && !isLeftOut(entry.name));
  const inner = await Promise.all(folders.map(({ name }) => scriptsIn(join(folder, name))));
  const scripts = entries.filter(entry => !entry.isDirectory() && extname(entry.name) === '.lua');
  return [...scripts.map(({ name }) => join(folder, name)), ...inner.flat()].toSorted();
}

function isLeftOut(folder: string): boolean {
  return folder === 'node_modules' || folder.startsWith('.');
}
