import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Differential, type Step } from '../../support/differential.js';

const HASH = '34344e4d60c2b6d639b7bd22e18f2b0b91bc34bf0ac5f9952744435093cfb4e6';

/** Makes a user by each list of rules, and shows him. */
function eachUser(...rules: readonly string[]): Step[] {
  return rules.flatMap(rule => [
    `ACL SETUSER user ${rule}`,
    'ACL GETUSER user',
    'ACL LIST',
    'ACL DELUSER user',
  ]);
}

describe('ACL users and their rules as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('begins with a default user who may do everything', () =>
    both.compare([
      'ACL WHOAMI',
      'ACL USERS',
      'ACL LIST',
      'ACL GETUSER default',
      'ACL GETUSER missing',
      'CONFIG GET requirepass',
    ]));

  it('makes, changes and removes users', () =>
    both.compare([
      'ACL SETUSER bob',
      'ACL SETUSER alice on >secret ~* +@all',
      'ACL USERS',
      'ACL SETUSER bob on',
      'ACL LIST',
      'ACL DELUSER missing',
      'ACL DELUSER alice bob missing',
      'ACL USERS',
      'ACL DELUSER bob default',
      'ACL SETUSER "a b"',
      ['ACL', 'SETUSER', 'a\0b'],
      'ACL DELUSER',
      'ACL SETUSER',
    ]));

  it('keeps passwords as hashes', () =>
    both.compare([
      ...eachUser(
        'on >one >two >one',
        'nopass',
        'nopass >one',
        '>one nopass',
        '>one resetpass',
        `#${HASH} >one`,
        `#${HASH} !${HASH}`,
        '>one <one',
        '<missing',
        `!${HASH}`,
        '#short',
        `#${HASH.toUpperCase()}`,
        '!short',
      ),
      ['ACL', 'SETUSER', 'user', '>p\u00e4ss w\0rd', 'on'],
      'ACL GETUSER user',
      ['AUTH', 'user', 'p\u00e4ss w\0rd'],
      'AUTH default x',
      'ACL DELUSER user',
    ]));

  it('takes the patterns of keys and channels', () =>
    both.compare([
      ...eachUser(
        '~a* ~b* ~a*',
        '%R~a %W~b %RW~c %wr~d',
        '%R~a %W~a',
        'allkeys',
        '~*',
        'allkeys resetkeys ~a',
        '&a* &b* &a*',
        'allchannels',
        'allchannels resetchannels &a',
        '%R~*',
        '~',
        '&',
      ),
      ...[
        'allkeys ~a',
        'allchannels &a',
        '%X~a',
        '%RR~a',
        '%',
        '"~a b"',
        '"%R~a b"',
        '"&a b"',
        'whatever',
        '@all',
        '*',
      ].map(rule => `ACL SETUSER user ${rule}`),
      'ACL GETUSER user',
    ]));

  it('takes commands, subcommands, categories and first arguments', () =>
    both.compare([
      ...eachUser(
        '+GET',
        'allcommands',
        'nocommands',
        '+@all -@all',
        '+@all -get',
        '+@all -config',
        '+@all -config|get',
        '+config|get',
        '+client -client|kill',
        '+select|0',
        '+select|0 +select|1 +select|0',
        '+select|0 -select',
        '+select|0 +select',
        '+@hash',
        '+@hash -hget',
        '+@hash -hget -@hash',
        '+@all -@dangerous',
        '+@all -@admin -@dangerous',
        '+@pubsub +@connection',
      ),
      ...[
        '+missing',
        '-missing',
        '+@missing',
        '-@missing',
        '+config|missing',
        '-config|missing',
        '+config|get|maxmemory',
        '+get|a|b',
        '-get|a',
        '+get|',
        '+',
        '-',
        '+@',
      ].map(rule => `ACL SETUSER user ${rule}`),
      'ACL GETUSER user',
    ]));

  it('takes selectors, also in several arguments', () =>
    both.compare([
      ...eachUser(
        '(+get ~a*)',
        '"(+get ~a*)" "(+set ~b* &c)"',
        '(+get ~a*) clearselectors',
        '+@all "(-@all)"',
        '()',
        '"( +get   ~a )"',
      ),
      ...['(+get', '(+missing)', '"(+get" (+set', '(on)', '+get)'].map(
        rule => `ACL SETUSER user ${rule}`,
      ),
      'ACL GETUSER user',
    ]));

  it('resets a user, and changes nothing where one rule is wrong', () =>
    both.compare([
      ...eachUser('on >p ~* &* +@all (+get) reset', 'on nopass reset on', 'skip-sanitize-payload'),
      'ACL SETUSER user on >p ~a +get',
      'ACL SETUSER user +set ~b +missing',
      'ACL GETUSER user',
      ['ACL', 'SETUSER', 'user', ''],
      'ACL DELUSER user',
    ]));

  it('gives new users all channels where acl-pubsub-default says so', () =>
    both.compare([
      'CONFIG GET acl-pubsub-default',
      'CONFIG SET acl-pubsub-default allchannels',
      ...eachUser('on', 'reset', '(+get)'),
      'CONFIG SET acl-pubsub-default nothing',
      'CONFIG SET acl-pubsub-default resetchannels',
    ]));

  it('tells categories and makes passwords', () =>
    both.compare([
      'ACL CAT',
      'ACL CAT missing',
      'ACL CAT a b',
      { send: 'ACL CAT Hash', as: 'unordered' },
      { send: 'ACL CAT geo', as: 'unordered' },
      { send: 'ACL GENPASS', as: 'type' },
      ...['0', '-1', '4097', 'x', '1 2'].map(bits => `ACL GENPASS ${bits}`),
      'ACL LOAD',
      'ACL SAVE',
      'ACL',
      'ACL WHAT',
      'ACL WHOAMI x',
    ]));

  it.each([
    [undefined, 64],
    [1, 1],
    [5, 2],
    [4096, 1024],
  ])('makes a password of %s bits', async (bits, length) => {
    const [, embedded] = await both.endpoints();
    embedded.send(['ACL', 'GENPASS', ...(bits === undefined ? [] : [String(bits)])]);

    expect(embedded.replies[0]).toMatch(new RegExp(`^[0-9a-f]{${length}}$`));
  });
});
