import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { describeFinding, lintScript } from '../../../../lib/scripting/lint/index.js';
import { expandIncludes } from '../../../../tools/embed-lua.mjs';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

function scriptsIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.lua') && !/(^|[/\\])(node_modules|dist)[/\\]/.test(name))
    .map(name => join(folder, name));
}

describe('The scripts of the library and of the samples', () => {
  it.each([...scriptsIn('lib'), ...scriptsIn('sample')])('pass lint: %s', file => {
    const findings = lintScript({ name: file, file, lua: expandIncludes(join(root, file)) });

    const faults = findings.filter(({ severity }) => severity !== 'advice');
    expect(faults.map(describeFinding)).toEqual([]);
  });
});
