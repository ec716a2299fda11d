import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { COMMAND_FAMILIES } from '../../lib/embedded/commands/families.js';
import { type DocumentedCommand, documentCommands } from '../../tools/document-commands.mjs';

const page = fileURLToPath(new URL('../../docs/embedded-commands.md', import.meta.url));

const GET: DocumentedCommand = {
  name: 'get',
  group: 'string',
  since: '1.0.0',
  summary: 'Get the value of a key',
  syntax: 'key',
  flags: ['readonly', 'fast', 'stale'],
  handler: () => undefined,
};

describe('the page of the commands', () => {
  it('is what the table of commands says: otherwise build, and run its tool', () => {
    expect(readFileSync(page, 'utf8')).toBe(documentCommands(COMMAND_FAMILIES.flat()));
  });
});

describe('documentCommands', () => {
  it('has a line for each command, under its group', () => {
    expect(documentCommands([GET])).toContain(
      '## Strings\n\n' +
        '| command | | since | flags |\n| --- | --- | --- | --- |\n' +
        '| `GET key` | Get the value of a key | 1.0.0 | readonly, fast |\n',
    );
  });

  it('sorts the commands of a group by name', () => {
    const text = documentCommands([GET, { ...GET, name: 'append' }]);
    expect(text.indexOf('APPEND')).toBeLessThan(text.indexOf('GET'));
  });

  it('leaves groups out that have no commands', () => {
    expect(documentCommands([GET])).not.toContain('## Lists');
  });

  it('keeps the bars of alternatives out of the way of the table', () => {
    const text = documentCommands([{ ...GET, syntax: 'key [A | B]' }]);
    expect(text).toContain(String.raw`GET key [A \| B]`);
  });

  it('lists subcommands with the name of their container, which has a line only if it runs', () => {
    const { handler: _, syntax: __, ...object } = { ...GET, name: 'object' };
    const text = documentCommands([{ ...object, subcommands: [{ ...GET, name: 'freq' }] }]);
    expect(text).toContain('| `OBJECT FREQ key` |');
    expect(text).not.toContain('| `OBJECT` |');
  });

  it('refuses a group that it does not know', () => {
    expect(() => documentCommands([{ ...GET, group: 'json' }])).toThrow(
      "get: there is no section for 'json'",
    );
  });
});
