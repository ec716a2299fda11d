import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import luaparse from 'luaparse';
import {
  embed,
  expandIncludes,
  findStale,
  moduleOf,
  scriptNameOf,
} from '../../tools/embed-lua.mjs';

const lib = fileURLToPath(new URL('../../lib', import.meta.url));

const GLOBALS = new Set(
  'KEYS ARGV redis cjson cmsgpack struct bit math string table unpack ipairs pairs tonumber tostring type'.split(
    ' ',
  ),
);

/** The scripts of the library, but not the parts of them. */
function luaFiles(): string[] {
  const files = readdirSync(lib, { recursive: true, encoding: 'utf8' });
  return files.filter(file => file.endsWith('.lua') && basename(dirname(file)) !== 'parts');
}

function globalsOf(lua: string): string[] {
  const { globals } = luaparse.parse(lua, { luaVersion: '5.1', scope: true }) as {
    readonly globals?: readonly { readonly name: string }[];
  };
  return (globals ?? []).map(({ name }) => name);
}

describe('the Lua of this library', () => {
  it('is what its .lua files say: otherwise run `npm run generate`', () => {
    expect([...findStale(lib).keys()]).toEqual([]);
  });

  it.each(luaFiles())('has no global variable of its own in %s', file => {
    const unknown = globalsOf(expandIncludes(join(lib, file))).filter(name => !GLOBALS.has(name));
    expect(unknown).toEqual([]);
  });
});

function expand(files: Readonly<Record<string, string>>, file = 'main.lua'): string {
  return expandIncludes(file, path => files[path.replaceAll('\\', '/')]);
}

describe('expandIncludes', () => {
  it('leaves a file without includes as it is, but for the ends of its lines', () => {
    expect(expand({ 'main.lua': '-- first\r\nreturn 1\r\n\n' })).toBe('-- first\nreturn 1\n');
  });

  it('puts a part in the place of its line', () => {
    const files = {
      'main.lua': '-- head\n--- @include "parts/a"\nreturn a()\n',
      'parts/a.lua': 'local function a()\nend\n',
    };
    expect(expand(files)).toBe('-- head\nlocal function a()\nend\nreturn a()\n');
  });

  it('finds parts from the file that includes them, also in another folder', () => {
    const files = {
      'limit/main.lua': '--- @include "../scripts/parts/a"',
      'scripts/parts/a.lua': '--- @include "b"\n-- a',
      'scripts/parts/b.lua': '-- b',
    };
    expect(expand(files, 'limit/main.lua')).toBe('-- b\n-- a\n');
  });

  it('puts each part in once', () => {
    const files = {
      'main.lua': '--- @include "a"\n--- @include "b"\n--- @include "a"\n-- main',
      'a.lua': '-- a',
      'b.lua': '--- @include "a"\n-- b',
    };
    expect(expand(files)).toBe('-- a\n-- b\n-- main\n');
  });

  it('names file and line of an include that is not there', () => {
    const files = { 'main.lua': '-- head\n--- @include "gone"' };
    expect(() => expand(files)).toThrow('main.lua:2: there is no file gone.lua to include');
  });

  it('names file and line of an include in a circle, and the circle', () => {
    const files = {
      'main.lua': '--- @include "a"',
      'a.lua': '-- a\n--- @include "b"',
      'b.lua': '\n\n--- @include "a"',
    };
    expect(() => expand(files)).toThrow(
      'b.lua:3: circular include: main.lua -> a.lua -> b.lua -> a.lua',
    );
  });

  it('refuses a file that includes itself', () => {
    expect(() => expand({ 'main.lua': '--- @include "main"' })).toThrow('main.lua:1: circular');
  });

  it('names file and line of an include that is written wrongly', () => {
    for (const line of ['--- @include a', '--- @include "a" -- why', '--- @include']) {
      expect(() => expand({ 'main.lua': `--\n${line}` })).toThrow('main.lua:2: write it as');
    }
  });

  it('refuses a file that is not there', () => {
    expect(() => expandIncludes('none.lua', () => undefined)).toThrow('none.lua');
  });
});

describe('scriptNameOf', () => {
  it('is the name of the file in camel case', () => {
    expect(scriptNameOf('lib/get-and-extend2.lua')).toBe('getAndExtend2');
  });

  it.each(['Get.lua', 'get_all.lua', '2nd.lua', 'get-.lua', 'get.txt'])('refuses %s', file => {
    expect(() => scriptNameOf(file)).toThrow(`${file}: the name must be like get-multiple.lua`);
  });
});

describe('moduleOf', () => {
  it('keeps what means something in a template string', async () => {
    const lua = "return '`${KEYS[1]}` \\n $ {} \\\\'\n";
    const source = moduleOf({ odd: lua });
    expect(source.split('\n')[0]).toContain('npm run generate');
    const text = encodeURIComponent(source.replace(' as const', ''));
    const { lua: embedded } = await import(`data:text/javascript,${text}`);
    expect(embedded).toEqual({ odd: lua });
  });
});

describe('embed', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'nest-hybrid-cache-'));
    await mkdir(join(root, 'scripts', 'parts'), { recursive: true });
    await mkdir(join(root, 'empty'));
    await write('scripts/b-two.lua', '--- @include "parts/p"\nreturn 2\n');
    await write('scripts/a.lua', 'return 1\n');
    await write('scripts/parts/p.lua', '-- p\n');
  });
  afterEach(() => rm(root, { recursive: true }));

  const generated = (): string => join(root, 'scripts', 'lua.generated.ts');
  const write = (name: string, text: string): Promise<void> => writeFile(join(root, name), text);

  it('writes one module for each folder with scripts, and none for parts', () => {
    expect(embed(root)).toEqual([generated()]);
  });

  it('writes the same bytes each time, and only when something has changed', async () => {
    embed(root);
    const first = await readFile(generated(), 'utf8');
    expect(first).toMatch(/ {2}a: `return 1\n`,\n {2}bTwo: `-- p\nreturn 2\n`,\n} as const;\n$/);
    expect(embed(root)).toEqual([]);
    await rm(generated());
    expect(embed(root)).toEqual([generated()]);
    expect(await readFile(generated(), 'utf8')).toBe(first);
  });

  it('finds a module stale when a script or a part of one has changed', async () => {
    embed(root);
    expect(findStale(root).size).toBe(0);
    await write('scripts/parts/p.lua', '-- another\n');
    expect([...findStale(root).keys()]).toEqual([generated()]);
  });

  it('removes the module of a folder that has no scripts any more', async () => {
    embed(root);
    await rm(join(root, 'scripts', 'a.lua'));
    await rm(join(root, 'scripts', 'b-two.lua'));
    expect([...findStale(root)]).toEqual([[generated(), undefined]]);
    embed(root);
    expect(findStale(root).size).toBe(0);
    await expect(readFile(generated())).rejects.toThrow('ENOENT');
  });
});
