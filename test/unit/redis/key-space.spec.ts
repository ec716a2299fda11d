import { describe, expect, it } from '@jest/globals';
import { InvalidKeyError } from '../../../lib/errors/index.js';
import { KeySpace } from '../../../lib/redis/index.js';

describe('KeySpace', () => {
  const keySpace = new KeySpace('myapp', 20);

  it('puts the prefix before an entry', () => {
    expect(keySpace.entry('user:1')).toBe('myapp:user:1');
  });

  it('leaves keys as they are without a prefix', () => {
    expect(new KeySpace(undefined, 20).entry('user:1')).toBe('user:1');
  });

  it('keeps the keys of features apart from every entry', () => {
    expect(keySpace.feature('limit', 'login')).toBe('myapp/limit:login');
    expect(keySpace.isFeatureKey('myapp/limit:login')).toBe(true);
    expect(keySpace.isFeatureKey(keySpace.entry('/limit:login'))).toBe(false);
  });

  it('refuses a key over the limit, counted in bytes', () => {
    expect(keySpace.entry('ä'.repeat(10))).toBe(`myapp:${'ä'.repeat(10)}`);
    expect(() => keySpace.entry('ä'.repeat(11))).toThrow(InvalidKeyError);
    expect(() => keySpace.entry('ä'.repeat(11))).toThrow('22 bytes is over cache.maxKeyBytes (20)');
  });

  it('refuses half of a surrogate pair, which would become the same key as another', () => {
    expect(() => keySpace.entry('\ud800')).toThrow('half of a surrogate pair');
  });

  it('refuses what is not a string', () => {
    expect(() => keySpace.check(undefined)).toThrow('A key must be a string, but is undefined');
  });
});
