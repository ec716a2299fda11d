import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const MAIN = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const CLEAN = "return redis.call('GET', KEYS[1])\n";
const ERROR = "-- Drops it.\nreturn redis.call('DEL', 'x')\n";
const WARNING = "return redis.call('SADD', KEYS[1], unpack(ARGV))\n";
const ADVICE = 'local a = 1\n'.repeat(100);

describe('nest-hybrid-cache lint', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nest-hybrid-cache-'));
    await write('clean/clean.lua', CLEAN);
    await write('clean/advice.lua', ADVICE);
    await write('all/error.lua', ERROR);
    await write('all/inner/warning.lua', WARNING);
    await write('all/inner/notes.txt', ERROR);
    await write('all/node_modules/other.lua', ERROR);
    await write('all/.hidden/other.lua', ERROR);
    await write('broken.lua', 'return )\n');
    await write('warning.lua', WARNING);
    await write('script.txt', ERROR);
    await mkdir(join(folder, 'empty'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function write(name: string, lua: string): Promise<void> {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, lua);
  }

  function run(...args: string[]): Promise<Run> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [MAIN, ...args], {
        cwd: folder,
        env: { ...process.env, NODE_OPTIONS: '' },
      });
      let out = '';
      let err = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
      child.once('error', reject);
      child.once('close', code => resolve({ code, out, err }));
    });
  }

  it('finds nothing in clean scripts, and exits with 0, also where it has advice', async () => {
    const { code, err, out } = await run('lint', 'clean');

    expect(out).toMatch(
      /^clean.advice\.lua:1: advice script-size: .*\n2 scripts: 1 piece of advice\n$/,
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(await run('lint', join('clean', 'clean.lua'))).toEqual({
      code: 0,
      err: '',
      out: '1 script: nothing found\n',
    });
  });

  it('names file and line of what it finds in a folder and the folders in it, and exits with 1', async () => {
    const { code, err, out } = await run('lint', 'all');
    const [error, warning, sum] = out.split('\n');

    expect(error).toContain(`${join('all', 'error.lua')}:2: error undeclared-key: DEL works on`);
    expect(warning).toContain(
      `${join('all', 'inner', 'warning.lua')}:1: warning unbounded-unpack: `,
    );
    expect(sum).toBe('2 scripts: 1 error, 1 warning');
    expect({ code, err }).toEqual({ code: 1, err: '' });
  });

  it('looks at files by name, whatever they end in, and once only', async () => {
    const { out } = await run('lint', 'script.txt', 'script.txt');
    expect(out).toMatch(/^script\.txt:2: error .*\n1 script: 1 error\n$/);
  });

  it('says where a file is not Lua', async () => {
    const { code, out } = await run('lint', 'broken.lua');
    expect(out).toMatch(/^broken\.lua:1: error syntax: It is not Lua 5\.1/);
    expect(code).toBe(1);
  });

  it('lets warnings be, but for more than --max-warnings', async () => {
    expect((await run('lint', 'warning.lua')).code).toBe(0);
    expect((await run('lint', 'warning.lua', '--max-warnings', '1')).code).toBe(0);
    expect((await run('lint', '--max-warnings=0', 'warning.lua')).code).toBe(1);
  });

  it('gives JSON for programs', async () => {
    const { code, out } = await run('lint', '--format', 'json', 'all');

    expect(JSON.parse(out)).toEqual({
      scripts: 2,
      errors: 1,
      warnings: 1,
      advice: 0,
      findings: [
        {
          code: 'undeclared-key',
          severity: 'error',
          script: 'error',
          file: join('all', 'error.lua'),
          line: 2,
          why: expect.any(String),
          mend: expect.any(String),
        },
        expect.objectContaining({ code: 'unbounded-unpack' }),
      ],
    });
    expect(code).toBe(1);
  });

  it.each([
    ['no path', ['lint'], 'Say which files or folders'],
    ['a path where nothing is', ['lint', 'nowhere'], 'There is nothing to read at nowhere'],
    ['a folder without scripts', ['lint', 'empty'], 'There is no .lua file in empty'],
    ['an unknown option', ['lint', '--fix', 'clean'], "Unknown option '--fix'"],
    ['an unknown format', ['lint', '--format', 'xml', 'clean'], '--format is xml'],
    ['a number that is none', ['lint', '--max-warnings', 'few', 'clean'], '--max-warnings is few'],
    ['an unknown command', ['lnit', 'clean'], 'There is no command lnit'],
    ['nothing at all', [], 'Usage: nest-hybrid-cache <command>'],
  ])('exits with 2, and says why, when it is given %s', async (_, args, why) => {
    const { code, err, out } = await run(...args);

    expect(err).toContain(why);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  it('explains itself', async () => {
    const commands = await run('--help');
    expect(commands).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^ {2}lint /m) });

    const lint = await run('lint', '--help');
    expect(lint).toMatchObject({ code: 0, err: '' });
    expect(lint.out).toContain('--max-warnings <n>');
    expect(lint.out).toContain('undeclared-key');
    expect(lint.out).toContain('-- lint: allow');
  });
});
