import { describe, expect, it } from '@jest/globals';
import { ProtocolError } from '../../../lib/embedded/reply/protocol-error.js';
import { RequestParser } from '../../../lib/embedded/reply/request-parser.js';

function parseAll(chunks: readonly string[]): (readonly string[])[] {
  const parser = new RequestParser();
  const requests: (readonly string[])[] = [];
  for (const chunk of chunks) {
    parser.feed(chunk);
    for (let args = parser.next(); args; args = parser.next()) requests.push(args);
  }
  return requests;
}

describe('RequestParser', () => {
  const bytes =
    '*2\r\n$3\r\nGET\r\n$5\r\na\r\nb\xff\r\nPING "a b"\r\n*1\r\n$0\r\n\r\n*0\r\n\r\n*1\r\n$4\r\nQUIT\r\n';
  const requests = [['GET', 'a\r\nb\xff'], ['PING', 'a b'], [''], [], [], ['QUIT']];

  it('reads requests that come together', () => {
    expect(parseAll([bytes])).toEqual(requests);
  });

  it('reads them cut at every place', () => {
    for (let at = 1; at < bytes.length; at++) {
      expect(parseAll([bytes.slice(0, at), bytes.slice(at)])).toEqual(requests);
    }
  });

  it('reads them byte by byte', () => {
    expect(parseAll(Array.from(bytes))).toEqual(requests);
  });

  it.each([
    ['*x\r\n', 'invalid multibulk length'],
    ['*1\r\n$-1\r\n', 'invalid bulk length'],
    ['*1\r\n+OK\r\n', "expected '$', got '+'"],
    ['SET "a\r\n', 'unbalanced quotes in request'],
  ])('refuses %j', (input, what) => {
    expect(() => parseAll([input])).toThrow(new ProtocolError(what));
  });

  it('keeps a client that has not authenticated to small requests', () => {
    const limits = { maxBulkLength: 1e6, isAuthenticated: false };
    const many = new RequestParser(limits);
    many.feed('*11\r\n');
    const large = new RequestParser(limits);
    large.feed('*1\r\n$16385\r\n');

    expect(() => many.next()).toThrow('Protocol error: unauthenticated multibulk length');
    expect(() => large.next()).toThrow('Protocol error: unauthenticated bulk length');
  });
});
