import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Differential, type Step } from '../../support/differential.js';
import { repliesOf } from '../../support/differential-endpoint.js';

/** A user with these rules and without a password, and what he is told. */
function as(rules: string, ...steps: readonly Step[]): Step[] {
  return [
    { send: `ACL SETUSER user reset on nopass ${rules}`, client: 'admin' },
    { send: 'ACL LOG RESET', client: 'admin' },
    'AUTH user any',
    ...steps,
    'AUTH default any',
    { send: 'ACL DELUSER user', client: 'admin' },
  ];
}

describe('ACL rules at work as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('authenticates', () =>
    both.compare([
      'AUTH x',
      'AUTH default x',
      'AUTH missing x',
      'AUTH a b c',
      'ACL SETUSER user >one >two +acl|whoami +ping',
      'AUTH user one',
      'ACL SETUSER user on',
      'AUTH user one',
      'ACL WHOAMI',
      'AUTH user three',
      'ACL WHOAMI',
      'AUTH user two',
      'HELLO 3 AUTH user wrong',
      { send: 'HELLO 2 AUTH user one', as: 'type' },
      'HELLO 9 AUTH user one',
      'PING',
      'GET k',
      'RESET',
      'ACL WHOAMI',
      'ACL DELUSER user',
    ]));

  it('keeps requirepass and the default user in step', () =>
    both.compare(
      [
        'CONFIG SET requirepass secret',
        'CONFIG GET requirepass',
        'ACL GETUSER default',
        { send: 'PING', client: 'other' },
        { send: 'ACL WHOAMI', client: 'other' },
        { send: 'AUTH wrong', client: 'other' },
        { send: 'AUTH secret', client: 'other' },
        { send: 'PING', client: 'other' },
        { send: 'RESET', client: 'other' },
        { send: 'PING', client: 'other' },
        'ACL SETUSER default >more',
        { send: 'AUTH more', client: 'other' },
        'CONFIG GET requirepass',
        'CONFIG SET requirepass ""',
        'ACL GETUSER default',
        { send: 'AUTH default whatever', client: 'third' },
        'ACL SETUSER default resetpass',
        { send: 'PING', client: 'fourth' },
        'ACL SETUSER default nopass',
        { send: 'PING', client: 'fourth' },
        'ACL SETUSER default off',
        { send: 'PING', client: 'fifth' },
        'ACL SETUSER default on',
        { send: 'PING', client: 'fifth' },
      ],
      [2],
    ));

  it('lets nobody run what he may not', () =>
    both.compare(
      as(
        '+get +config|get +select|1 +acl|whoami -ping ~*',
        'GET k',
        'SET k v',
        'CONFIG GET maxmemory',
        'CONFIG SET maxmemory 0',
        'SELECT 1',
        'SELECT 0',
        'PING',
        'ACL WHOAMI',
        'ACL LIST',
        'MISSING',
        'GET',
        'AUTH user again',
      ),
    ));

  it('lets nobody read or write keys that he may not', () =>
    both.compare([
      'SET r:1 v',
      'SET w:1 v',
      'SET rw:1 v',
      'RPUSH r:l a b',
      'RPUSH rw:l a b',
      ...as(
        '%R~r:* %W~w:* ~rw:* +@all',
        'GET r:1',
        'GET w:1',
        'GET rw:1',
        'GET other',
        'SET r:1 a',
        'SET w:1 a',
        'SET w:1 a GET',
        'SET rw:1 a GET',
        'SET r:1 a EX 10 GET',
        'APPEND w:1 a',
        'INCR w:n',
        'INCR rw:n',
        'STRLEN w:1',
        'EXISTS r:1 w:1',
        'EXISTS r:1 other',
        'MGET r:1 rw:1 w:1',
        'MSET w:1 a rw:1 b r:1 c',
        'DEL r:1',
        'DEL w:1 rw:1',
        'COPY r:1 w:2',
        'COPY w:2 r:2',
        'RENAME w:2 w:3',
        'RENAME rw:n w:n',
        'LPOP w:l',
        'LPUSH w:l a',
        'LMOVE rw:l w:l LEFT LEFT',
        'LMOVE w:l rw:l LEFT LEFT',
        'LMPOP 1 w:l LEFT',
        'SUNIONSTORE w:s r:s',
        'SUNIONSTORE r:s w:s',
        'SINTERSTORE w:s r:s w:x',
        'ZUNIONSTORE w:z 2 r:z rw:z',
        'ZUNIONSTORE w:z 2 r:z w:y',
        'BITFIELD r:b GET u8 0',
        'BITFIELD r:b GET u8 0 SET u8 0 1',
        'BITFIELD w:b SET u8 0 1',
        'BITOP OR w:b r:b',
        'SORT r:l ALPHA STORE w:l',
        'SORT r:l ALPHA STORE r:l',
        'PFCOUNT r:p',
        'OBJECT ENCODING w:1',
        'EXPIRE w:1 100',
        'EXPIRE r:1 100',
        'XADD w:x 1-1 f v',
        'XREAD STREAMS w:x 0',
        'EVAL "return 1" 1 w:1',
        'TOUCH w:1',
        'DUMP w:1',
        'KEYS *',
      ),
    ]));

  it('lets nobody sort by keys that he may not read', () =>
    both.compare([
      'RPUSH list 1 2',
      ...as(
        '+sort +sort_ro ~list',
        'SORT list',
        'SORT list BY nosort',
        'SORT list BY w_*',
        'SORT list GET #',
        'SORT list GET w_*',
        'SORT_RO list BY w_*',
      ),
      ...as('+sort ~list %R~*', 'SORT list BY w_* GET d_*', 'SORT list BY w_* STORE target'),
      ...as('(+sort ~list %W~*)', 'SORT list BY w_*'),
    ]));

  it('lets nobody publish or subscribe where he may not', () =>
    both.compare([
      ...as(
        '&open:* &exact +@all',
        'PUBLISH open:1 m',
        'PUBLISH closed m',
        'SPUBLISH open:1 m',
        'SPUBLISH closed m',
        'SUBSCRIBE open:1 closed',
        'PSUBSCRIBE open:1',
        'SSUBSCRIBE closed',
        'PSUBSCRIBE open:*',
        'UNSUBSCRIBE closed',
        'PUNSUBSCRIBE',
        'ACL DRYRUN user SUBSCRIBE closed',
      ),
    ]));

  it('allows what one of several selectors allows as a whole', () =>
    both.compare(
      as(
        '+get ~a "(+set ~b)" "(+@all ~c)"',
        'GET a',
        'SET b 1',
        'SET a 1',
        'GET b',
        'MSET c 1 c 2',
        'MSET c 1 b 2',
        'DEL a',
      ),
    ));

  it('refuses what a transaction queues, and what is not allowed any more when it runs', () =>
    both.compare([
      ...as('+@all -set ~a', 'MULTI', 'SET a 1', 'GET b', 'EXEC', 'MULTI', 'GET a', 'EXEC'),
      ...as(
        '+@all ~* &*',
        'MULTI',
        'SET a 1',
        'GET b',
        'PUBLISH c m',
        { send: 'ACL SETUSER user -set resetkeys ~a resetchannels', client: 'admin' },
        'GET a',
        'EXEC',
      ),
      ...as(
        '+@all ~* &*',
        'MULTI',
        'GET b',
        'SET a 1',
        'PUBLISH c m',
        { send: 'ACL SETUSER user -set resetkeys ~a resetchannels', client: 'admin' },
        'EXEC',
      ),
      ...as('+@all -exec', 'MULTI', 'EXEC'),
    ]));

  it('refuses what a script calls', () =>
    both.compare([
      ...as(
        '+@all -set ~a &c',
        `EVAL "return redis.call('SET', KEYS[1], 1)" 1 a`,
        `EVAL "return redis.pcall('SET', KEYS[1], 1).err" 1 a`,
        `EVAL "return redis.pcall('GET', 'b').err" 0`,
        `EVAL "return redis.pcall('PUBLISH', 'd', 'm').err" 0`,
        `EVAL "return redis.call('GET', 'a')" 0`,
        `EVAL "return redis.call('SELECT', '1')" 0`,
        `EVAL "return {redis.acl_check_cmd('GET', 'a'), redis.acl_check_cmd('SET', 'a', 1)}" 0`,
        `EVAL "return {redis.acl_check_cmd('GET', 'b')}" 0`,
        `EVAL "return redis.acl_check_cmd('MISSING')" 0`,
      ),
    ]));

  it('closes the clients of a user who is removed', () =>
    both.compare([
      'ACL SETUSER user on nopass +@all',
      { send: 'AUTH user x', client: 'b' },
      'ACL DELUSER user',
      { send: 'PING', client: 'b', blocks: true },
      'PING',
    ]));

  it('closes a client that removes its own user, after answering', () =>
    both.compare([
      'ACL SETUSER user on nopass +@all',
      { send: 'AUTH user x', client: 'b' },
      { send: 'ACL DELUSER user', client: 'b' },
      { send: 'PING', client: 'b', blocks: true },
    ]));

  it.each([
    ['the channel', '&a &b', 'SUBSCRIBE a', 'resetchannels &b'],
    ['the pattern', '&a* &b', 'PSUBSCRIBE a*', 'resetchannels &b'],
    ['the shard channel', '&a &b', 'SSUBSCRIBE a', 'resetchannels &b'],
    ['all channels', 'allchannels', 'SUBSCRIBE a', 'resetchannels &b'],
    ['nothing', '&a &b', 'SUBSCRIBE a', 'resetchannels &a &b &c'],
    ['what it does not use', '&a &b', 'SUBSCRIBE a', 'resetchannels &a'],
    ['nothing but gets all', '&a', 'SUBSCRIBE a', 'allchannels'],
  ])('closes a subscriber that loses %s', (_, rules, subscribe, change) =>
    both.compare([
      `ACL SETUSER user on nopass +@all ${rules}`,
      { send: 'AUTH user x', client: 'b' },
      { send: subscribe, client: 'b' },
      `ACL SETUSER user ${change}`,
      'PUBSUB NUMSUB a',
      'PUBSUB NUMPAT',
      'PUBSUB SHARDNUMSUB a',
      'ACL DELUSER user',
      { send: 'PING', client: 'b', blocks: true },
    ]),
  );

  it('tells beforehand what would be refused', () =>
    both.compare([
      'ACL SETUSER user +get +config|get ~a* &c',
      'ACL DRYRUN user GET a',
      'ACL DRYRUN user get b',
      'ACL DRYRUN user SET a 1',
      'ACL DRYRUN user CONFIG GET x',
      'ACL DRYRUN user CONFIG SET x y',
      'ACL SETUSER user +publish',
      'ACL DRYRUN user PUBLISH d m',
      'ACL DRYRUN missing GET a',
      'ACL DRYRUN user MISSING a',
      'ACL DRYRUN user GET',
      'ACL DRYRUN user GET a b',
      'ACL DRYRUN default GET a',
      'ACL DRYRUN user',
      'ACL DELUSER user',
    ]));

  it('shows who a client is, and ends the clients of a user', () =>
    both.compare([
      'ACL SETUSER user on nopass +@all',
      { send: 'AUTH user x', client: 'b' },
      'CLIENT KILL USER missing',
      'CLIENT KILL USER user',
      'ACL DELUSER user',
    ]));

  it('writes what it refused to a log', async () => {
    const [real, embedded] = await both.endpoints();
    const commands = [
      'ACL LOG RESET',
      'ACL SETUSER user reset on >p +get +multi +exec +eval ~a*',
      'AUTH user wrong',
      'AUTH user p',
      'GET b',
      'SET a 1',
      'GET b',
      'MULTI',
      'GET c',
      'EXEC',
      'AUTH user wrong',
      'AUTH default x',
    ];
    for (const endpoint of [real, embedded]) {
      for (const command of commands) endpoint.send(command.split(' '));
      endpoint.send(['ACL', 'LOG']);
      endpoint.send(['ACL', 'LOG', '1']);
      endpoint.send(['ACL', 'LOG', '-5']);
      endpoint.send(['ACL', 'LOG', 'x']);
      endpoint.send(['ACL', 'LOG', 'RESET']);
      endpoint.send(['ACL', 'LOG']);
      endpoint.send(['ACL', 'DELUSER', 'user']);
    }
    const count = commands.length + 7;
    const [expected, actual] = [await repliesOf(real, count), await repliesOf(embedded, count)];

    expect(JSON.stringify(actual.slice(12)).replaceAll(VOLATILE, '')).toBe(
      JSON.stringify(expected.slice(12)).replaceAll(VOLATILE, ''),
    );
    expect(JSON.stringify(actual[12])).toMatch(/"client-info","id=\d+ addr=.* cmd=auth user=user/);
  });
});

/** The age of an entry, and what is particular to a client. */
const VOLATILE = /"age-seconds","[^"]*","client-info","[^"]*"/g;
