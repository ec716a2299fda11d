import { readFileSync } from 'node:fs';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';

const PACKAGES = [
  '@nestjs/cache-manager',
  '@nestjs/core',
  'bentocache',
  'cache-manager',
  'cacheable',
  'ioredis',
  'ioredis-mock',
  'layered-loader',
  'nest-hybrid-cache',
];

/** What the numbers were measured on, and with. */
export function machine({ redisVersion }) {
  return {
    date: new Date().toISOString(),
    node: process.version,
    redis: redisVersion,
    system: `${platform()} ${release()}`,
    processor: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    loadAverage: loadavg()[0],
    packages: Object.fromEntries(PACKAGES.map(name => [name, versionOf(name)])),
  };
}

/** Not by require(): many packages do not export their package.json. */
function versionOf(name) {
  const url = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')).version;
}
