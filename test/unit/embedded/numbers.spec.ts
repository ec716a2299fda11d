import { describe, expect, it } from '@jest/globals';
import { parseFloat64, parseInteger } from '../../../lib/embedded/commands/arguments.js';
import {
  addLongDoubles,
  formatLongDouble,
  parseLongDouble,
} from '../../../lib/embedded/commands/long-double.js';

describe('parseInteger', () => {
  it.each([
    ['0', 0],
    ['-1', -1],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', 9007199254740993n],
    ['9223372036854775807', 2n ** 63n - 1n],
    ['-9223372036854775808', -(2n ** 63n)],
  ])('reads %s', (text, value) => {
    expect(parseInteger(text)).toBe(value);
  });

  it.each(['', '-', '+1', '01', '-0', ' 1', '1 ', '1.0', '1e3', '9223372036854775808', 'x'])(
    'refuses %j',
    text => {
      expect(parseInteger(text)).toBeUndefined();
    },
  );
});

describe('parseFloat64', () => {
  it.each([
    ['1', 1],
    ['+1.5e3', 1500],
    ['.5', 0.5],
    ['5.', 5],
    ['-inf', -Infinity],
    ['Infinity', Infinity],
    ['0x1p-2', 0.25],
    ['0', 0],
  ])('reads %s', (text, value) => {
    expect(parseFloat64(text)).toBe(value);
  });

  it.each(['', ' 1', '1 ', 'nan', '1e400', '1e-400', '1e', '.', '0x', '1,5'])(
    'refuses %j',
    text => {
      expect(parseFloat64(text)).toBeUndefined();
    },
  );
});

describe('long doubles', () => {
  it.each([
    ['10.5', '0.1', '10.6'],
    ['5000', '200', '5200'],
    ['0.1', '0.2', '0.3'],
    ['1', '1e-18', '1'],
    ['-0.5', '0.5', '0'],
    ['9223372036854775807', '1', '9223372036854775808'],
  ])('adds %s and %s', (a, b, sum) => {
    expect(add(a, b)).toBe(sum);
  });

  it('has no sum beyond 80 bits', () => {
    expect(add('1.18e4932', '1.18e4932')).toBeUndefined();
    expect(parseLongDouble('1e5000')).toBeUndefined();
    expect(parseLongDouble('1e999999999999')).toBeUndefined();
  });
});

function add(a: string, b: string): string | undefined {
  const [left, right] = [parseLongDouble(a), parseLongDouble(b)];
  if (typeof left !== 'object' || typeof right !== 'object') return undefined;
  const sum = addLongDoubles(left, right);
  return sum && formatLongDouble(sum);
}
