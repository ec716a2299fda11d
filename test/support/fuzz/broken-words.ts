import * as fc from 'fast-check';
import type { Words } from './fuzz-step.ts';

/** No moderate number is among them: as an expiry it would come while the test runs. */
const JUNK = ['', 'x', '-1', '0', '1.5', '9223372036854775808', 'nx', 'GET', 'LIMIT', 'a\0b', '*'];

interface Damage {
  readonly kind: 'drop' | 'replace' | 'insert' | 'repeat' | 'append' | 'case' | 'name';
  readonly place: number;
  readonly junk: string;
}

/** Commands with an argument too few, too many, twice, or wrong; or with another name. */
export function brokenWords(words: fc.Arbitrary<Words>): fc.Arbitrary<Words> {
  const damage: fc.Arbitrary<Damage> = fc.record({
    kind: fc.constantFrom('drop', 'replace', 'insert', 'repeat', 'append', 'case', 'name'),
    place: fc.nat(5),
    junk: fc.constantFrom(...JUNK),
  });
  return fc.tuple(words, damage).map(parts => broken(...parts));
}

function broken(words: Words, { kind, place, junk }: Damage): Words {
  const [name = ''] = words;
  const at = 1 + (place % Math.max(1, words.length - 1));
  switch (kind) {
    case 'drop':
      return words.toSpliced(at, 1);
    case 'replace':
      return words.toSpliced(at, 1, junk);
    case 'insert':
      return words.toSpliced(at, 0, junk);
    case 'repeat':
      return words.toSpliced(at, 0, words[at] ?? '');
    case 'append':
      return [...words, junk];
    case 'case':
      return words.with(0, name.toLowerCase());
    default:
      return words.with(0, name + junk);
  }
}
