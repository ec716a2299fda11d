import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer } from '../../../lib/embedded/server/create-server.js';
import { Differential } from '../../support/differential.js';
import { type Endpoint, repliesOf } from '../../support/differential-endpoint.js';
import type { RespValue } from '../../support/resp-value.js';

/** What Redis has only since 7.2, and ioredis asks of every server. */
const NEWER = new Set(['client|setinfo']);

describe('the command table', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('has the arity, flags, keys and categories of the real server', async () => {
    const [real, embedded] = await both.endpoints();
    const names = [...createServer().commands.all()]
      .map(({ fullName }) => fullName)
      .filter(name => !NEWER.has(name));

    expect(await describedBy(embedded, names)).toEqual(await describedBy(real, names));
  });

  it('tells the syntax of each command that takes arguments', async () => {
    const [real] = await both.endpoints();
    const runnable = [...createServer().commands.all()].filter(({ handler }) => handler);
    const documented = await withArguments(
      real,
      runnable.map(({ fullName }) => fullName),
    );
    const silent = runnable.filter(({ fullName, spec }) => {
      const takesArguments = needsArguments(fullName, spec.arity) || documented.has(fullName);
      return takesArguments && spec.syntax === undefined;
    });

    expect(silent.map(({ fullName }) => fullName)).toEqual([]);
  });
});

function needsArguments(fullName: string, arity: number): boolean {
  return Math.abs(arity) > fullName.split('|').length;
}

/** The commands of which the real server documents arguments. */
async function withArguments(endpoint: Endpoint, names: readonly string[]): Promise<Set<string>> {
  const before = endpoint.replies.length;
  for (const name of names) endpoint.send(['COMMAND', 'DOCS', name]);
  const replies = await repliesOf(endpoint, before + names.length);
  return new Set(names.filter((_, at) => hasArguments(replies[before + at])));
}

function hasArguments(reply: RespValue | undefined): boolean {
  const docs = Array.isArray(reply) ? reply[1] : undefined;
  return Array.isArray(docs) && docs.includes('arguments');
}

async function describedBy(endpoint: Endpoint, names: readonly string[]): Promise<string[]> {
  const before = endpoint.replies.length;
  for (const name of names) endpoint.send(['COMMAND', 'INFO', name]);
  const replies = await repliesOf(endpoint, before + names.length);
  return replies.slice(before).map((reply, at) => `${names[at]} ${summary(reply)}`);
}

/** Without tips and key specifications, which the engine does not tell; subcommands by themselves. */
function summary(reply: RespValue): string {
  const info = Array.isArray(reply) ? reply[0] : undefined;
  if (!Array.isArray(info)) return 'unknown';
  const [, arity, flags, first, last, step, categories] = info.map(plain);
  return JSON.stringify({ arity, flags, keys: [first, last, step], categories });
}

function plain(value: RespValue): unknown {
  if (Array.isArray(value)) return value.map(item => JSON.stringify(plain(item))).toSorted();
  return typeof value === 'object' && 'value' in value ? value.value : value;
}
