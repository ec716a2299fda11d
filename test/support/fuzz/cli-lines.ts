import type { Words } from './fuzz-step.ts';

/** Commands as they are typed into redis-cli. */
export function cliLines(commands: readonly Words[]): string {
  return commands.map(words => words.map(quoted).join(' ')).join('\n');
}

function quoted(word: string): string {
  if (/^[\w*?.:+>$#@%=!,;|()/-]+$/.test(word)) return word;
  const escaped = word.replaceAll(/["\\]/g, String.raw`\$&`);
  return `"${escaped.replaceAll(/[^ -~]/g, hexadecimal)}"`;
}

function hexadecimal(character: string): string {
  return String.raw`\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
