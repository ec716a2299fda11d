/** A RESP value with its type kept, so that `:1` and `$1` and `#t` never look alike. */
export type RespValue = string | number | readonly RespValue[] | RespTagged;

export interface RespTagged {
  readonly type: string;
  readonly value: RespValue | null;
}

/** Cuts RESP2 and RESP3 values out of bytes (latin1 characters) that come in pieces. */
export class RespReader {
  #input = '';

  feed(chunk: string): void {
    this.#input += chunk;
  }

  next(): RespValue | undefined {
    const parsed = parse(this.#input, 0);
    if (!parsed) return undefined;
    this.#input = this.#input.slice(parsed.end);
    return parsed.value;
  }
}

interface Parsed {
  readonly value: RespValue;
  readonly end: number;
}

function parse(input: string, start: number): Parsed | undefined {
  const lineEnd = input.indexOf('\r\n', start);
  if (lineEnd < 0) return undefined;
  const mark = input.charAt(start);
  const line = input.slice(start + 1, lineEnd);
  const next = lineEnd + 2;
  switch (mark) {
    case '+':
      return { value: { type: 'status', value: line }, end: next };
    case '-':
      return { value: { type: 'error', value: line }, end: next };
    case ':':
      return { value: { type: 'integer', value: line }, end: next };
    case '_':
      return { value: { type: 'null', value: null }, end: next };
    case ',':
      return { value: { type: 'double', value: line }, end: next };
    case '#':
      return { value: { type: 'boolean', value: line }, end: next };
    case '(':
      return { value: { type: 'big-number', value: line }, end: next };
    case '$':
    case '=':
      return bulk(input, mark, Number(line), next);
    default:
      return aggregate(input, mark, Number(line), next);
  }
}

function bulk(input: string, mark: string, length: number, start: number): Parsed | undefined {
  if (length < 0) return { value: { type: 'null-bulk', value: null }, end: start };
  const end = start + length;
  if (input.length < end + 2) return undefined;
  const text = input.slice(start, end);
  return { value: mark === '$' ? text : { type: 'verbatim', value: text }, end: end + 2 };
}

function aggregate(input: string, mark: string, length: number, start: number): Parsed | undefined {
  if (length < 0) return { value: { type: 'null-array', value: null }, end: start };
  const items: RespValue[] = [];
  let at = start;
  for (let left = mark === '%' ? 2 * length : length; left > 0; left--) {
    const item = parse(input, at);
    if (!item) return undefined;
    items.push(item.value);
    at = item.end;
  }
  const types: Readonly<Record<string, string>> = { '%': 'map', '~': 'set', '>': 'push' };
  const type = types[mark];
  if (mark !== '*' && type === undefined) throw new Error(`Not RESP: ${input.slice(start - 10)}`);
  return { value: type === undefined ? items : { type, value: items }, end: at };
}
