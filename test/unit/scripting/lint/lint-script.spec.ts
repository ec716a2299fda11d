import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { defineScript } from '../../../../lib/scripting/definition/index.js';
import { describeFinding, LINT_RULES, lintScript } from '../../../../lib/scripting/lint/index.js';

const UNDECLARED = "redis.call('DEL', 'x')";

const codes = (lua: string): string[] =>
  lintScript({ name: 'script', lua }).map(({ code }) => code);

describe('lintScript', () => {
  it('finds nothing in a clean script, nor in an empty one', () => {
    expect(codes("return redis.call('GET', KEYS[1])")).toEqual([]);
    expect(codes('')).toEqual([]);
    expect(codes('#!lua flags=no-writes\nreturn 1')).toEqual([]);
  });

  it.each([
    ['that ends too early', 'if KEYS[1] then\nreturn 1', 2],
    ['of a later Lua', 'local a = 1\nreturn a // 2', 2],
    ['with a break that is not last', 'while true do\nbreak local a = 1\nend', 2],
  ])('says where the syntax is wrong, of a script %s', (_, lua, line) => {
    expect(lintScript({ name: 'script', lua, file: 'a.lua' })).toEqual([
      {
        code: 'syntax',
        severity: 'error',
        script: 'script',
        file: 'a.lua',
        line,
        why: expect.stringContaining('not Lua 5.1'),
        mend: expect.any(String),
      },
    ]);
  });

  it('reads strings as the bytes that they are', () => {
    const [finding] = lintScript({ name: 'script', lua: "return redis.call('GET', 'café')" });
    expect(finding?.why).toContain("'café'");
    expect(codes("return redis.call('GET', '\\195\\169 \\0')")).toEqual(['undeclared-key']);
  });

  it('orders findings by their lines', () => {
    const lua = `redis.call('DEL', 'x')\ncount = 1\nreturn { a = 1 }`;
    expect(lintScript({ name: 'script', lua }).map(({ line }) => line)).toEqual([1, 2, 3]);
  });

  it('takes a definition as it is, with its keys', () => {
    const script = defineScript({
      name: 'get',
      keys: ['key'],
      lua: "return redis.call('GET', KEYS[2])",
    });
    expect(lintScript(script)).toEqual([expect.objectContaining({ script: 'get' })]);
  });

  it('names the file and the line that the author wrote, where the text has parts of others', () => {
    const lua = `local function drop()\n${UNDECLARED}\nend\ndrop()\n${UNDECLARED}`;
    const part = 'parts/drop.lua';
    const lineMap = [
      ...[1, 2, 3].map(line => ({ file: part, line })),
      ...[2, 3].map(line => ({ file: 'main.lua', line })),
    ];
    expect(lintScript({ name: 'main', lua, file: 'main.lua', lineMap })).toEqual([
      expect.objectContaining({ file: part, line: 2 }),
      expect.objectContaining({ file: 'main.lua', line: 3 }),
    ]);
  });

  it('has a code, a severity and a summary for every rule', () => {
    const names = LINT_RULES.map(({ code }) => code);
    expect(new Set(names).size).toBe(names.length);
    for (const rule of LINT_RULES) {
      expect(rule.severity).toMatch(/^(error|warning|advice)$/);
      expect(rule.summary).not.toBe('');
    }
  });

  it('has a line for every rule in its page, with its severity', () => {
    const page = readFileSync(new URL('../../../../docs/script-lint.md', import.meta.url), 'utf8');
    for (const { code, severity } of LINT_RULES) {
      expect(page).toContain(`| \`${code}\` | ${severity} |`);
    }
  });

  it('looks at 1,000 scripts of 1 KiB within a second of computing', () => {
    const line = "redis.call('HSET', KEYS[1], 'field', tonumber(ARGV[1]) + 1)\n";
    const texts = Array.from(
      { length: 1000 },
      (_, at) => `local n = ${at}\n${line.repeat(17)}return n`,
    );

    for (const lua of texts.slice(0, 50)) lintScript({ name: 'script', lua });
    const before = process.cpuUsage();
    for (const lua of texts) lintScript({ name: 'script', lua });
    const { system, user } = process.cpuUsage(before);

    expect(texts[0]?.length).toBeGreaterThan(1024);
    expect((system + user) / 1000).toBeLessThan(1000);
  });
});

describe('describeFinding', () => {
  it('gives one line with the place, the severity, the rule, why and how to mend it', () => {
    const [inFile] = lintScript({ name: 'drop', lua: `\n${UNDECLARED}`, file: 'lua/drop.lua' });
    const [inText] = lintScript({ name: 'drop', lua: UNDECLARED });
    if (inFile === undefined || inText === undefined) throw new Error('Nothing was found');

    expect(describeFinding(inFile)).toBe(
      `lua/drop.lua:2: error undeclared-key: ${inFile.why} ${inFile.mend}`,
    );
    expect(describeFinding(inText)).toMatch(/^script drop:1: error undeclared-key: /);
  });
});

describe('A comment for lint', () => {
  it.each([
    ['on the line', `${UNDECLARED} -- lint: allow undeclared-key a test`],
    ['on the line before', `-- lint: allow undeclared-key a test\n${UNDECLARED}`],
    ['before other comments', `-- lint: allow undeclared-key a test\n-- Drops it.\n${UNDECLARED}`],
    ['for several rules', `-- lint: allow global-write, undeclared-key a test\na = ${UNDECLARED}`],
    ['in a block', `--[[ lint: allow undeclared-key\n  a test ]]\n${UNDECLARED}`],
  ])('lets a finding be: %s', (_, lua) => {
    expect(codes(lua)).toEqual([]);
  });

  it.each([
    ['of another rule', `${UNDECLARED} -- lint: allow global-write a test`],
    ['of another line', `-- lint: allow undeclared-key a test\nlocal a = 1\n${UNDECLARED}`],
    [
      'of the line after one with code',
      `local a = 1 -- lint: allow undeclared-key a test\n${UNDECLARED}`,
    ],
  ])('does not let a finding be %s', (_, lua) => {
    expect(codes(lua)).toEqual(['undeclared-key']);
  });

  it('lets the size of a script be, wherever it stands', () => {
    const lua = `${'local a = 1\n'.repeat(90)}-- lint: allow script-size it is generated`;
    expect(codes(lua)).toEqual([]);
  });

  it.each([
    ['has no reason', '-- lint: allow undeclared-key', 'no reason'],
    [
      'names no rule that there is',
      '-- lint: allow undeclared-keys a test',
      "no rule 'undeclared-keys'",
    ],
    ['names no rule', '-- lint: allow', "no rule ''"],
    ['says something else', '-- lint: disable undeclared-key a test', "'disable'"],
  ])('is found itself, and allows nothing, when it %s', (_, comment, why) => {
    expect(lintScript({ name: 'script', lua: `${UNDECLARED} ${comment}` })).toEqual([
      expect.objectContaining({ code: 'lint-comment', why: expect.stringContaining(why) }),
      expect.objectContaining({ code: 'undeclared-key' }),
    ]);
  });
});
