import { describe, expect, it } from '@jest/globals';
import { HybridCacheConfigurationError } from '../../../lib/errors/index.js';
import { OptionReader, parseDuration } from '../../../lib/options/index.js';

describe('parseDuration', () => {
  it.each([
    [250, 250],
    ['250ms', 250],
    ['1.5s', 1500],
    ['10m', 600_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
    [Infinity, Infinity],
  ])('reads %j as %d milliseconds', (value, expected) => {
    expect(parseDuration('ttl', value)).toBe(expected);
  });

  it.each([[0], [-1], [Number.NaN], [''], ['soon'], ['-5s'], ['10 parsecs'], [null], [{}], [true]])(
    'refuses %j with the option, the value and what is allowed',
    value => {
      expect(() => parseDuration('cache.ttl', value)).toThrow(HybridCacheConfigurationError);
      expect(() => parseDuration('cache.ttl', value)).toThrow(
        /^cache\.ttl is .*, but must be a number of milliseconds greater than 0, or a string such as/,
      );
    },
  );
});

describe('OptionReader', () => {
  it('gives defaults for what is left out or undefined', () => {
    const read = new OptionReader<{ on?: boolean | undefined; size?: number }>('cache', {
      on: undefined,
    });

    expect(read.boolean('on', true)).toBe(true);
    expect(read.integer('size', { min: 1 }, 7)).toBe(7);
    expect(() => read.end()).not.toThrow();
  });

  it('refuses a misspelt option and names those that exist', () => {
    const options: { ttl?: number } = { ['tll' as 'ttl']: 5 };
    const read = new OptionReader('cache', options);
    read.duration('ttl', 1);

    expect(() => read.end()).toThrow(
      'cache.tll is 5, but must be left out: there is no such option. Known here: ttl.',
    );
  });

  it.each([0, 1.5, 101, '5', Number.NaN])('refuses %j where 1 to 100 is allowed', size => {
    const read = new OptionReader<{ size?: unknown }>('cache', { size });

    expect(() => read.integer('size', { min: 1, max: 100 }, 5)).toThrow(
      'must be a whole number of at least 1 and at most 100',
    );
  });
});
