const FIRST_PRINTABLE = 33;
const LAST_PRINTABLE = 126;
const DELETE = 127;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLower = (code: number): boolean => code >= 97 && code <= 122;
const isUpper = (code: number): boolean => code >= 65 && code <= 90;
const isLetter = (code: number): boolean => isLower(code) || isUpper(code);
const isVisible = (code: number): boolean => code >= FIRST_PRINTABLE && code <= LAST_PRINTABLE;

const CLASSES: Readonly<Record<string, (code: number) => boolean>> = {
  a: isLetter,
  c: code => code < 32 || code === DELETE,
  d: isDigit,
  l: isLower,
  p: code => isVisible(code) && !isLetter(code) && !isDigit(code),
  s: code => code === 32 || (code >= 9 && code <= 13),
  u: isUpper,
  w: code => isLetter(code) || isDigit(code),
  x: code => isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70),
  z: code => code === 0,
};

const MEMBERS: readonly (Uint8Array | undefined)[] = Array.from({ length: 256 }, (_, letter) => {
  const test = CLASSES[String.fromCharCode(letter).toLowerCase()];
  if (!test) return undefined;
  const isOpposite = isUpper(letter);
  return Uint8Array.from({ length: 256 }, (_unused, code) => Number(test(code) !== isOpposite));
});

/** Whether a character is of the class that a letter after `%` stands for, or is that letter. */
export function isInClass(code: number, letter: number): boolean {
  const members = MEMBERS[letter];
  return members === undefined ? letter === code : members[code] === 1;
}
