import type { Bytes } from '../bytes.js';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  a: '\x07',
};
const SPACE = /[ \n\r\t\v\f\0]/;
const HEX_PAIR = /^[0-9a-fA-F]{2}$/;

/** The arguments of an inline command, with the quotes of redis-cli; undefined if one is open. */
export function splitInline(line: Bytes): Bytes[] | undefined {
  const words: Bytes[] = [];
  let at = 0;
  for (;;) {
    while (at < line.length && SPACE.test(line.charAt(at))) at++;
    if (at >= line.length) return words;
    const word = readWord(line, at);
    if (!word) return undefined;
    words.push(word.text);
    at = word.end;
  }
}

interface Part {
  readonly text: Bytes;
  readonly end: number;
}

function readWord(line: Bytes, start: number): Part | undefined {
  let text = '';
  let at = start;
  while (!isWordEnd(line, at)) {
    const character = line.charAt(at);
    if (character === '"' || character === "'") {
      const quoted = readQuoted(line, at + 1, character);
      // A closing quote must be followed by a space or nothing at all.
      if (!quoted || !isWordEnd(line, quoted.end)) return undefined;
      return { text: text + quoted.text, end: quoted.end };
    }
    text += character;
    at++;
  }
  return { text, end: at };
}

function isWordEnd(line: Bytes, at: number): boolean {
  return at >= line.length || SPACE.test(line.charAt(at));
}

function readQuoted(line: Bytes, start: number, quote: string): Part | undefined {
  let text = '';
  let at = start;
  while (at < line.length) {
    const character = line.charAt(at);
    if (character === quote) return { text, end: at + 1 };
    if (character !== '\\') {
      text += character;
      at++;
    } else if (quote === "'") {
      const isEscaped = line.charAt(at + 1) === "'";
      text += isEscaped ? "'" : '\\';
      at += isEscaped ? 2 : 1;
    } else {
      const escape = readEscape(line, at);
      text += escape.text;
      at = escape.end;
    }
  }
  return undefined;
}

function readEscape(line: Bytes, at: number): Part {
  const code = line.charAt(at + 1);
  const hex = line.slice(at + 2, at + 4);
  if (code === 'x' && HEX_PAIR.test(hex)) {
    return { text: String.fromCharCode(Number.parseInt(hex, 16)), end: at + 4 };
  }
  if (code === '') return { text: '\\', end: at + 1 };
  return { text: ESCAPES[code] ?? code, end: at + 2 };
}
