import { describe, expect, it } from '@jest/globals';
import { JsonSerializer } from '../../../lib/cache/serializers/json.serializer.js';
import { MessagePackSerializer } from '../../../lib/cache/serializers/msgpack.serializer.js';
import { UnserializableValueError } from '../../../lib/cache/errors/index.js';

const cyclic: Record<string, unknown> = { name: 'loop' };
cyclic['self'] = cyclic;

const plain: [name: string, value: unknown][] = [
  ['null', null],
  ['text', 'größe \u0000 \ud83d\ude00'],
  ['a number', 12.5],
  ['false', false],
  ['an empty object', {}],
  ['an empty array', []],
  ['nested data', { a: [1, { b: null }], 'odd key': 'x' }],
  ['an own __proto__ member', JSON.parse('{"__proto__":{"polluted":true}}')],
];

const extended: [name: string, value: unknown][] = [
  ['a Date', new Date('2026-11-21T07:00:00.123Z')],
  [
    'a Map',
    new Map<unknown, unknown>([
      ['a', 1],
      [2, { b: new Date(0) }],
    ]),
  ],
  ['a Set', new Set([1, 'a', null])],
  ['a bigint', 12345678901234567890n],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['minus zero', -0],
  ['an undefined member', { a: undefined, b: 1 }],
  ['an array with undefined', [undefined, 1]],
  ['a RegExp', /a+b/gi],
  ['a Buffer', Buffer.from([0, 1, 255])],
  ['a Uint8Array', new Uint8Array([0, 1, 255])],
  ['a Date deep inside', { a: [{ b: new Date(5) }] }],
];

describe.each([new JsonSerializer(), new MessagePackSerializer()])(
  '$name serializer',
  serializer => {
    it.each([...plain, ...extended])('gives back %s as it was', (_name, value) => {
      const back = serializer.deserialize(serializer.serialize(value));

      expect(back).toStrictEqual(value);
      expect(Object.prototype.toString.call(back)).toBe(Object.prototype.toString.call(value));
    });

    it('gives back bytes that were read as a Buffer', () => {
      const stored = Buffer.from(serializer.serialize({ at: new Date(7) }));

      expect(serializer.deserialize(stored)).toEqual({ at: new Date(7) });
    });

    it('gives back a cycle', () => {
      const back = serializer.deserialize(serializer.serialize(cyclic));

      expect(back).toMatchObject({ name: 'loop', self: { self: { name: 'loop' } } });
    });

    it('stores an instance with toJSON as what that says', () => {
      class Money {
        constructor(readonly cents: number) {}
        toJSON(): string {
          return `${this.cents / 100} EUR`;
        }
      }

      const back = serializer.deserialize(serializer.serialize({ price: [new Money(1250)] }));

      expect(back).toEqual({ price: ['12.5 EUR'] });
    });

    it('refuses an instance of a class that would come back as a plain object', () => {
      class User {
        readonly password = 'secret';
      }

      expect(() => serializer.serialize({ list: [new User()] })).toThrow(UnserializableValueError);
      expect(() => serializer.serialize({ list: [new User()] })).toThrow(
        'The value at .list[0] is an instance of User',
      );
    });

    it.each([
      ['a function', { f: () => 1 }, '.f is a function'],
      ['a symbol', { s: Symbol('x') }, '.s is a symbol'],
      ['a promise', { p: Promise.resolve(1) }, '.p is a promise'],
      [
        'an instance within a Map',
        new Map([['a', new (class Hidden {})()]]),
        'an instance of Hidden',
      ],
    ])('refuses %s', (_name, value, message) => {
      expect(() => serializer.serialize(value)).toThrow(message);
    });

    it('does not let stored text pollute the prototype of objects', () => {
      serializer.deserialize(serializer.serialize(JSON.parse('{"__proto__":{"polluted":true}}')));

      expect('polluted' in {}).toBe(false);
    });
  },
);

describe('json serializer', () => {
  const serializer = new JsonSerializer();

  it.each(plain)('writes %s as plain JSON, which redis-cli shows', (_name, value) => {
    expect(serializer.serialize(value)).toBe(JSON.stringify(value));
  });

  it.each(extended)('writes %s as text that no JSON begins with', (_name, value) => {
    expect(serializer.serialize(value)).toMatch(/^~/);
  });

  it('refuses text that is of another kind', () => {
    expect(() => serializer.deserialize('owner-123')).toThrow(SyntaxError);
  });
});
