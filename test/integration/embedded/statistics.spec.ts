import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';

/** Parts of INFO that a Lua pattern picks out: of a whole section two servers never agree. */
const info = (section: string, pattern: string): string[] => [
  'EVAL_RO',
  "return {string.match(redis.call('INFO', ARGV[1]), ARGV[2])}",
  '0',
  section,
  pattern,
];
/** How often a command ran, was refused before it ran, and failed. */
const callsOf = (name: string): string[] =>
  info(
    'commandstats',
    `cmdstat_${name}:calls=(%d+),.-rejected_calls=(%d+),failed_calls=(%d+)`.replace('|', '%|'),
  );
const BLOCKED_CLIENTS = info('clients', 'blocked_clients:%d+');

describe('INFO as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('counts commands that are refused before they run', () =>
    both.compare([
      'CONFIG RESETSTAT',
      'SET k',
      'SET k v',
      'SET k v WHAT',
      'NOSUCH k',
      'CONFIG',
      'CONFIG NOSUCH',
      'MULTI',
      'GET',
      'EXEC',
      'CONFIG SET maxmemory 1',
      'SET k more',
      'CONFIG SET maxmemory 0',
      'ACL SETUSER reader on nopass ~* +get +auth',
      { client: 'b', send: 'AUTH reader x' },
      { client: 'b', send: 'SET k v' },
      ...['set', 'get', 'config', 'exec'].map(callsOf),
      'INFO errorstats',
      'ACL DELUSER reader',
    ]));

  it('counts what a client that has blocked is refused with at last', () =>
    both.compare([
      'XGROUP CREATE s g $ MKSTREAM',
      'CLIENT UNBLOCK {id:c} ERROR',
      'CONFIG RESETSTAT',
      { client: 'b', send: 'XREADGROUP GROUP g c BLOCK 0 STREAMS s >', blocks: true },
      'XGROUP DESTROY s g',
      { client: 'c', send: 'BLPOP l 0', blocks: true },
      'CLIENT UNBLOCK {id:c} ERROR',
      ...['xreadgroup', 'blpop'].map(callsOf),
      'INFO errorstats',
    ]));

  it('counts clients that a pause holds back as blocked', () =>
    both.compare([
      BLOCKED_CLIENTS,
      'CLIENT PAUSE 60000 WRITE',
      { client: 'b', send: 'GET k' },
      { client: 'b', send: 'SET k v', blocks: true },
      { client: 'c', send: 'PFCOUNT k', blocks: true },
      BLOCKED_CLIENTS,
      'CLIENT UNPAUSE',
      BLOCKED_CLIENTS,
    ]));
});
