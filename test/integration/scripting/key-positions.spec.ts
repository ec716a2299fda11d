import { afterAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { keyPositions } from '../../../lib/scripting/lint/commands/key-positions.js';
import { sharedRedisUrl } from '../../support/redis-url.js';

/** What COMMAND says of a command, as far as it is needed here. */
type CommandInfo = [name: string, arity: number, flags: string[], firstKey: number];

const MOVABLE = [
  'BLMPOP 0 2 a b LEFT',
  'BZMPOP 0 2 a b MIN COUNT 3',
  'GEORADIUS a 1 2 3 m STORE b',
  'GEORADIUS a 1 2 3 m STOREDIST b',
  'GEORADIUSBYMEMBER a member 3 m STORE b',
  'GEORADIUS_RO a 1 2 3 m',
  'LMPOP 2 a b LEFT',
  'SINTERCARD 2 a b LIMIT 3',
  'SORT a',
  'SORT a BY nosort LIMIT 0 10 STORE b',
  'XREAD COUNT 2 STREAMS a b 0 0',
  'XREADGROUP GROUP group consumer STREAMS a >',
  'ZDIFF 2 a b WITHSCORES',
  'ZDIFFSTORE a 2 b c',
  'ZINTER 2 a b WEIGHTS 1 2',
  'ZINTERCARD 1 a',
  'ZINTERSTORE a 2 b c AGGREGATE MAX',
  'ZMPOP 1 a MIN',
  'ZUNION 2 a b',
  'ZUNIONSTORE a 1 b',
  'OBJECT ENCODING a',
  'MEMORY USAGE a',
  'XGROUP CREATE a group $',
  'XINFO STREAM a',
].map(text => text.split(' '));

describe('The key positions that lint knows', () => {
  const client = new Redis(sharedRedisUrl());
  afterAll(() => client.quit());

  const keysOf = (command: string, words: readonly string[]): (string | undefined)[] =>
    keyPositions(command.toUpperCase(), words).map(at => words[at]);

  it('are those of the server, for commands whose keys have fixed places', async () => {
    const infos = (await client.call('COMMAND')) as CommandInfo[];
    const commands = infos.filter(
      ([name, , flags, firstKey]) =>
        firstKey > 0 &&
        !flags.some(flag => flag === 'noscript' || flag === 'movablekeys') &&
        // A channel, which only the cluster takes for a key.
        name !== 'spublish',
    );
    expect(commands.length).toBeGreaterThan(140);

    await Promise.all(
      commands.map(async ([name, arity]) => {
        const count = arity > 0 ? arity - 1 : Math.max(4, -arity - 1);
        const words = Array.from({ length: count }, (_, at) => `word${at}`);
        const keys = await client.call('COMMAND', 'GETKEYS', name, ...words);
        expect([name, keysOf(name, words)]).toEqual([name, keys]);
      }),
    );
  });

  it.each(MOVABLE)('are those of the server: %s %s %s', async (command, ...words) => {
    const keys = await client.call('COMMAND', 'GETKEYS', command, ...words);
    expect(keysOf(command, words)).toEqual(keys);
  });

  it('are found among numbered keys where their number is not known', () => {
    const words = ['target', undefined, 'a', 'b', 'WEIGHTS', '1', '2'];
    expect(keyPositions('ZUNIONSTORE', words)).toEqual([0, 2, 3]);
    expect(keyPositions('ZUNION', [undefined, 'a', undefined])).toEqual([1, 2]);
  });

  it('are none for a command that is not known', () => {
    expect(keyPositions('JSON.GET', ['a'])).toEqual([]);
  });
});
