import type { Bytes } from '../bytes.js';

/** One position of a pattern: any number of bytes, or one byte that passes the test. */
type Token = 'star' | ((code: number) => boolean);

const anyByte = (): boolean => true;

/** A test for the patterns of KEYS, SCAN … MATCH and PSUBSCRIBE, read as Redis reads them. */
export function globMatcher(pattern: Bytes, ignoreCase = false): (text: Bytes) => boolean {
  if (pattern === '*') return () => true;
  const tokens = tokenize(ignoreCase ? pattern.toLowerCase() : pattern);
  if (!ignoreCase) return text => matches(tokens, text);
  return text => matches(tokens, text.toLowerCase());
}

/** Goes back to the last star only: an earlier one could match no more than that one does. */
function matches(tokens: readonly Token[], text: Bytes): boolean {
  let at = 0;
  let token = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    const current = tokens[token];
    if (current === 'star') {
      star = token++;
      starAt = at;
    } else if (current?.(text.charCodeAt(at))) {
      at++;
      token++;
    } else {
      if (star < 0) return false;
      token = star + 1;
      at = ++starAt;
    }
  }
  while (tokens[token] === 'star') token++;
  return token === tokens.length;
}

function tokenize(pattern: Bytes): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < pattern.length) {
    const character = pattern.charAt(at);
    if (character === '*') {
      if (tokens.at(-1) !== 'star') tokens.push('star');
      at++;
    } else if (character === '?') {
      tokens.push(anyByte);
      at++;
    } else if (character === '[') {
      const set = readSet(pattern, at + 1);
      tokens.push(set.test);
      at = set.end;
    } else {
      if (character === '\\' && at + 1 < pattern.length) at++;
      tokens.push(equalTo(pattern.charCodeAt(at)));
      at++;
    }
  }
  return tokens;
}

/** A set from after its `[`; one that is not closed reaches to the end of the pattern. */
function readSet(
  pattern: Bytes,
  start: number,
): { readonly test: (code: number) => boolean; readonly end: number } {
  const isNegated = pattern.charAt(start) === '^';
  const members = new Set<number>();
  let at = isNegated ? start + 1 : start;
  while (at < pattern.length && pattern.charAt(at) !== ']') {
    const left = pattern.length - at;
    if (pattern.charAt(at) === '\\' && left >= 2) {
      members.add(pattern.charCodeAt(at + 1));
      at += 2;
    } else if (pattern.charAt(at + 1) === '-' && left >= 3) {
      addRange(members, pattern.charCodeAt(at), pattern.charCodeAt(at + 2));
      at += 3;
    } else members.add(pattern.charCodeAt(at++));
  }
  return { test: code => members.has(code) !== isNegated, end: at + 1 };
}

function addRange(members: Set<number>, from: number, to: number): void {
  for (let code = Math.min(from, to); code <= Math.max(from, to); code++) members.add(code);
}

function equalTo(expected: number): (code: number) => boolean {
  return code => code === expected;
}
