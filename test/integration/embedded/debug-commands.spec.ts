import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential, type Step } from '../../support/differential.js';
import { RandomSource } from '../../support/random-source.js';
import { FILLED_TYPES, randomStream, randomValue } from '../../support/random-values.js';

const REPLY_TYPES = [
  'string',
  'integer',
  'double',
  'bignum',
  'null',
  'array',
  'set',
  'map',
  'push',
  'true',
  'false',
  'verbatim',
  'what',
];

describe('DEBUG as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  const random = new RandomSource(5);
  const content: Step[] = [
    ...FILLED_TYPES.map(type => randomValue(random, type, type)),
    ...randomStream(random, 'stream'),
    'SELECT 3',
    ...FILLED_TYPES.map(type => randomValue(random, type, `${type}:3`)),
    'PEXPIREAT hash:3 99999999999999',
  ];

  it('digests keys and whole databases to the same', () =>
    both.compare([
      'DEBUG DIGEST',
      ...content,
      'DEBUG DIGEST',
      ...['hash:3', 'zset:3', 'missing'].map(key => `DEBUG DIGEST-VALUE ${key}`),
      'SELECT 0',
      ['DEBUG', 'DIGEST-VALUE', ...FILLED_TYPES, 'stream'],
      'DEBUG DIGEST-VALUE',
    ]));

  it('leaves everything as it was by RELOAD', () =>
    both.compare([
      ...content,
      'DEBUG DIGEST',
      'DEBUG RELOAD',
      'DEBUG DIGEST',
      'DEBUG RELOAD WHAT',
      'SELECT 0',
      'OBJECT ENCODING hash',
    ]));

  it.each(REPLY_TYPES)('answers a reply of the type %s', type =>
    both.compare([`DEBUG PROTOCOL ${type}`]),
  );

  it('populates', () =>
    both.compare([
      'SET key:1 kept',
      'DEBUG POPULATE 3',
      'DEBUG POPULATE 2 prefix',
      'DEBUG POPULATE 2 short 3',
      'DEBUG POPULATE 2 long 12',
      'DEBUG POPULATE x',
      'DEBUG POPULATE -1',
      'DEBUG POPULATE 1 2 3 4',
    ]));

  it('takes what test suites set', () =>
    both.compare([
      'DEBUG QUICKLIST-PACKED-THRESHOLD 100b',
      'DEBUG QUICKLIST-PACKED-THRESHOLD 0',
      'DEBUG SET-ACTIVE-EXPIRE 0',
      'DEBUG SET-ACTIVE-EXPIRE 1',
      'DEBUG SET-DISABLE-DENY-SCRIPTS 0',
      'DEBUG PAUSE-CRON 0',
      'DEBUG REPLYBUFFER RESIZING 1',
      'DEBUG CHANGE-REPL-ID',
      'DEBUG LOG message',
      'DEBUG ERROR "ERR my error"',
      'DEBUG SLEEP 0',
      'DEBUG SLEEP',
      'DEBUG JMAP',
      'DEBUG WHAT ever',
      'DEBUG',
      'HSET h f v',
      'RPUSH l a',
      'DEBUG LISTPACK h',
      'DEBUG LISTPACK l',
      'DEBUG LISTPACK missing',
      'DEBUG QUICKLIST l',
      'DEBUG QUICKLIST h',
      'DEBUG OBJECT missing',
      { send: 'DEBUG OBJECT h', as: 'type' },
    ]));
});
