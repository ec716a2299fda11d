import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { phraseOf } from '../../support/fuzz/phrase.js';

const VOCABULARY = { a: fc.constant('one'), b: fc.constant(['two', 'words']) };

/** All that a template stands for, among many tries. */
function meaningsOf(template: string): Set<string> {
  const samples = fc.sample(phraseOf(template, VOCABULARY), { numRuns: 500, seed: 1 });
  return new Set(samples.map(words => words.join(' ')));
}

describe('phraseOf', () => {
  it.each<[string, readonly string[]]>([
    ['GET key', ['GET key']],
    ['SET {a} {b}', ['SET one two words']],
    ['SET [NX | XX]', ['SET', 'SET NX', 'SET XX']],
    ['<LEFT|RIGHT> {a}', ['LEFT one', 'RIGHT one']],
    ['[EX {a} | <P | Q> 1]', ['', 'EX one', 'P 1', 'Q 1']],
    ['{a}...', ['one', 'one one', 'one one one', 'one one one one']],
    ['KEYS *', ['KEYS *']],
  ])('%s', (template, meanings) => {
    expect(meaningsOf(template)).toEqual(new Set(meanings));
  });

  it('repeats a group as a whole', () => {
    expect([...meaningsOf('<{a} x>...')].every(text => /^one x(?: one x){0,3}$/.test(text))).toBe(
      true,
    );
  });

  it.each(['{c}', '<a', 'a>', '[a | b', 'a | b'])('refuses %s', template => {
    expect(() => phraseOf(template, VOCABULARY)).toThrow(`Not expected in '${template}'`);
  });
});
