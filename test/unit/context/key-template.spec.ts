import { describe, expect, it } from '@jest/globals';
import { KeyTemplate, UnkeyableValueError } from '../../../lib/context/index.js';
import { HybridCacheConfigurationError } from '../../../lib/errors/index.js';
import { contextOf, httpContext } from './contexts.js';

const keyOf = (template: string, request: object): string | undefined =>
  KeyTemplate.parse('key', template).ofRequest(httpContext(request));
const keyOfArgs = (template: string, ...args: unknown[]): string | undefined =>
  KeyTemplate.parse('key', template).ofArguments(args);

/** Mulberry32: the same numbers in every run. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('a template of a request', () => {
  it.each([
    ['city:{params.id}', { params: { id: '7' } }, 'city:7'],
    ['{query.q}', { query: { q: 'a b' } }, 'a b'],
    ['{user.id}', { user: { id: 12 } }, '12'],
    ['{user.id}', { user: { id: 12n } }, '12'],
    ['{body.filter.name}', { body: { filter: { name: 'x' } } }, 'x'],
    ['{headers.Accept-Language}', { headers: { 'accept-language': 'de' } }, 'de'],
    ['{session.cart.id}', { session: { cart: { id: 'c' } } }, 'c'],
    ['{query}', { query: { b: '1', a: '2' } }, '%j{"a":"2","b":"1"}'],
    ['{params.id}/{query.q}!', { params: { id: 'a/b' }, query: { q: 'c/d' } }, 'a%2Fb/c/d!'],
    ['{query.q}', { query: { q: '100%' } }, '100%25'],
    ['{query.q}', { query: {} }, ''],
    ['{query.q}', { query: { q: '' } }, '%e'],
    ['{query.q}', { query: { q: null } }, '%n'],
    ['{query.q}', { query: { q: ['a', 'b'] } }, '%j["a","b"]'],
    ['{query.q}', { query: { q: '["a","b"]' } }, '["a","b"]'],
    ['{headers.x-absent}|', { headers: {} }, '|'],
    ['no placeholder', {}, 'no placeholder'],
  ])('%j of %j is %j', (template, request, key) => {
    expect(keyOf(template, request)).toBe(key);
  });

  it.each([
    ['{params.id}', { params: {} }],
    ['{params.id}', {}],
    ['{user.id}', { user: null }],
    ['{user.id}', { user: { id: undefined } }],
    ['{body.x}', { body: { x: null } }],
    ['{params.__proto__}', { params: {} }],
    ['{params.constructor}', { params: {} }],
    ['{params.constructor.name}', { params: {} }],
    ['{body.toString}', { body: {} }],
    ['{user.id}', { user: Object.create({ id: 1 }) }],
  ])('%j of %j gives no key', (template, request) => {
    expect(keyOf(template, request)).toBeUndefined();
  });

  it('has no field of another kind of call', () => {
    const template = KeyTemplate.parse('key', '{query.q}');
    expect(
      KeyTemplate.parse('key', '{params.id}').ofRequest(contextOf('rpc', [{}])),
    ).toBeUndefined();
    expect(template.ofRequest(contextOf('rpc', [{ q: 1 }]))).toBe('');
    expect(template.ofArguments([{ q: 1 }])).toBe('');
  });

  it('reads data, arguments and parents', () => {
    const of = (text: string, kind: string, args: unknown[]): string | undefined =>
      KeyTemplate.parse('key', text).ofRequest(contextOf(kind, args));

    expect(of('{data.id}', 'rpc', [{ id: 1 }])).toBe('1');
    expect(of('{data}', 'rpc', ['text'])).toBe('text');
    expect(of('{data.id}', 'ws', [{}, { id: 2 }])).toBe('2');
    expect(of('{user.id}', 'ws', [{ data: { user: { id: 3 } } }, {}])).toBe('3');
    expect(of('{parent.id}-{args.id}', 'graphql', [{ id: 4 }, { id: 5 }, {}])).toBe('4-5');
    expect(of('{user.id}', 'graphql', [{}, {}, { req: { user: { id: 6 } } }])).toBe('6');
    expect(of('{headers.x}', 'graphql', [{}, {}, { request: { headers: { x: 'y' } } }])).toBe('y');
    expect(of('{data.id}', 'unheard-of', [{ id: 1 }])).toBeUndefined();
  });
});

describe('a template of arguments', () => {
  it.each([
    ['{0}', [7], '7'],
    ['{0}', ['7'], '7'],
    ['{0.id}:{1}', [{ id: 'a:b' }, 'c:d'], 'a%3Ab:c:d'],
    ['{1}', ['x', true], 'true'],
    ['{0}', [new Date(0)], '%jDate("1970-01-01T00:00:00.000Z")'],
    ['{0}', [[1, '1']], '%j[1,"1"]'],
  ])('%j of %j is %j', (template, args, key) => {
    expect(keyOfArgs(template, ...args)).toBe(key);
  });

  it('gives no key without the argument', () => {
    expect(keyOfArgs('{0}')).toBeUndefined();
    expect(keyOfArgs('{1.id}', 1, null)).toBeUndefined();
    expect(KeyTemplate.parse('key', '{0}').ofRequest(httpContext({}))).toBeUndefined();
  });

  it('refuses what no text stands for', () => {
    expect(() => keyOfArgs('{0}', new (class Odd {})())).toThrow(UnkeyableValueError);
    expect(() => keyOfArgs('{0}', () => 1)).toThrow(UnkeyableValueError);
  });
});

describe('a template that cannot be used', () => {
  it.each(['{nothing.id}', '{}', '{ params.id }', '{0}{1}', '{0}:{params.id}', '{', '}', '{{0}}'])(
    'is refused at once: %j',
    text => {
      expect(() => KeyTemplate.parse('key', text)).toThrow(HybridCacheConfigurationError);
    },
  );
});

describe('keys of templates', () => {
  const random = numbersFrom(20_261_121);
  const upTo = (end: number): number => Math.floor(random() * end);
  const pick = <T>(items: readonly T[]): T => items[upTo(items.length)] as T;
  // Small, and made of what the notation uses: collisions must be likely where they are possible.
  const letters = ['%', '2', '5', 'e', 'j', 'n', ':', '/', ',', '"', '[', ']', 'A', '😀', 'é', 'F'];
  const text = (longest: number): string =>
    Array.from({ length: upTo(longest + 1) }, () => pick(letters)).join('');
  const value = (): unknown =>
    pick([
      () => text(3),
      () => text(3),
      () => text(3),
      () => undefined,
      () => null,
      () => upTo(3),
      () => [text(1)],
      () => ({ a: text(1) }),
    ])();
  const template = (places: number): string => {
    let result = text(1);
    for (let place = 0; place < places; place++) {
      let literal = pick(letters.filter(letter => letter !== '%')) + text(1);
      if (place === places - 1) literal = text(1);
      result += `{query.q${place}}${literal}`;
    }
    return result;
  };
  /** The rule: numbers are their text, and all else is told apart. */
  const identity = (values: readonly unknown[]): string =>
    JSON.stringify(
      values.map(each =>
        typeof each === 'number' ? String(each) : each === undefined ? { absent: 1 } : each,
      ),
    );

  it('differ whenever the values differ, for any template', () => {
    let compared = 0;
    for (let round = 0; round < 300; round++) {
      const places = 1 + upTo(3);
      const written = template(places);
      const parsed = KeyTemplate.parse('key', written);
      const seen = new Map<string, string>();
      for (let call = 0; call < 300; call++) {
        const values = Array.from({ length: places }, value);
        const query = Object.fromEntries(values.map((each, index) => [`q${index}`, each]));
        const key = parsed.ofRequest(httpContext({ query })) ?? 'no key';
        const known = seen.get(key);
        if (known !== undefined && known !== identity(values)) {
          throw new Error(`${written} gives ${key} for ${known} and for ${identity(values)}`);
        }
        seen.set(key, identity(values));
        compared += 1;
      }
    }
    expect(compared).toBe(90_000);
  });

  it('are the same for the same values', () => {
    for (let round = 0; round < 100; round++) {
      const parsed = KeyTemplate.parse('key', template(2));
      const query = { q0: value(), q1: value() };
      expect(parsed.ofRequest(httpContext({ query }))).toBe(
        parsed.ofRequest(httpContext({ query: structuredClone(query) })),
      );
    }
  });
});
