const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1000,
  kb: 1024,
  m: 1000 ** 2,
  mb: 1024 ** 2,
  g: 1000 ** 3,
  gb: 1024 ** 3,
};

/** Bytes as the configuration of Redis writes them: `100mb`, `1g`; undefined for anything else. */
export function parseMemorySize(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d*)([a-z]*)$/i.exec(text) ?? [];
  const factor = Object.hasOwn(UNITS, unit.toLowerCase()) ? UNITS[unit.toLowerCase()] : undefined;
  return digits === undefined || factor === undefined ? undefined : Number(digits) * factor;
}

/** Bytes as INFO shows them to people. */
export function formatMemorySize(bytes: number): string {
  if (bytes < 1024) return `${bytes}B`;
  const units = ['K', 'M', 'G', 'T'];
  let size = bytes / 1024;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${size.toFixed(2)}${units[unit]}`;
}
