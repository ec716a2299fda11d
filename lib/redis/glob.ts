/**
 * A test for the glob patterns of Redis (`KEYS`, `SCAN … MATCH`): `*`, `?`, `[abc]`, `[^a-z]` and
 * `\` before a character that means itself. As there, a character is a byte of UTF-8.
 */
export function globMatcher(pattern: string): (key: string) => boolean {
  const bytes = toBytes(pattern);
  let source = '';
  for (let at = 0; at < bytes.length; at++) {
    const character = bytes.charAt(at);
    if (character === '*') source += '[^]*';
    else if (character === '?') source += '[^]';
    else if (character === '\\' && at + 1 < bytes.length) source += literal(bytes.charAt(++at));
    else if (character === '[') {
      const set = characterSet(bytes, at + 1);
      source += set.source;
      at = set.end;
    } else source += literal(character);
  }
  const expression = new RegExp(`^${source}$`);
  return key => expression.test(toBytes(key));
}

/** A set from after its `[`. As in Redis, one that is not closed reaches to the pattern's end. */
function characterSet(bytes: string, start: number): { source: string; end: number } {
  const isNegated = bytes.charAt(start) === '^';
  let at = isNegated ? start + 1 : start;
  let members = '';
  for (; at < bytes.length && bytes.charAt(at) !== ']'; at++) {
    if (bytes.charAt(at) === '\\' && at + 1 < bytes.length) members += literal(bytes.charAt(++at));
    else if (bytes.charAt(at + 1) === '-' && at + 2 < bytes.length) {
      const range = [bytes.charAt(at), bytes.charAt(at + 2)].toSorted();
      members += range.map(literal).join('-');
      at += 2;
    } else members += literal(bytes.charAt(at));
  }
  // Of a regular expression, [] matches nothing and [^] everything, as it does here.
  return { source: `[${isNegated ? '^' : ''}${members}]`, end: at };
}

function literal(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

function toBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}
