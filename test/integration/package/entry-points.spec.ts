import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const root = new URL('../../../', import.meta.url);

/** Runs a text as a program of its own, which loads the built package by its name. */
async function node(text: string, type: 'module' | 'commonjs'): Promise<unknown> {
  const { stdout } = await run(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', `--input-type=${type}`, '--eval', text],
    { cwd: fileURLToPath(root), env: { ...process.env, NODE_OPTIONS: '' } },
  );
  return JSON.parse(stdout);
}

const IMPORT = /^(?:import|export)\b(?:[^;'"]*? from)? '([^']+)';/gm;

/** The packages that a built file imports, directly or by files that it imports. */
function packagesOf(file: URL, seen = new Set<string>()): Set<string> {
  const found = new Set<string>();
  if (seen.has(file.href)) return found;
  seen.add(file.href);
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    if (!name.startsWith('.')) found.add(name);
    else for (const each of packagesOf(new URL(name, file), seen)) found.add(each);
  }
  return found;
}

describe('The built package', () => {
  it('is imported by its name', async () => {
    const names = await node(
      `import * as library from 'nest-hybrid-cache';
       console.log(JSON.stringify(Object.keys(library)));`,
      'module',
    );

    expect(names).toEqual(
      expect.arrayContaining(['HybridCacheModule', 'HybridCache', 'LuaScripts', 'Cacheable']),
    );
  });

  it('is required by a CommonJS app', async () => {
    const loaded = await node(
      `const library = require('nest-hybrid-cache');
       const { MessagePackSerializer } = require('nest-hybrid-cache/msgpack');
       const serializer = new MessagePackSerializer();
       console.log(JSON.stringify([
         typeof library.HybridCacheModule.forRoot,
         serializer.deserialize(serializer.serialize([1])),
       ]));`,
      'commonjs',
    );

    expect(loaded).toEqual(['function', [1]]);
  });

  it('imports nothing that its manifest does not name, and no optional peer', () => {
    const manifest: Record<string, Record<string, unknown>> = JSON.parse(
      readFileSync(new URL('package.json', root), 'utf8'),
    );
    const optional = Object.keys(manifest['peerDependenciesMeta'] ?? {});
    const named = Object.keys({ ...manifest['dependencies'], ...manifest['peerDependencies'] });

    const imported = [...packagesOf(new URL('dist/index.js', root))]
      .filter(name => !name.startsWith('node:'))
      .map(name => name.match(/^(?:@[^/]+\/)?[^/]+/)?.[0] ?? name);

    expect(imported).toContain('@nestjs/common');
    expect(imported.filter(name => !named.includes(name))).toEqual([]);
    expect(imported.filter(name => optional.includes(name))).toEqual([]);
  });
});
