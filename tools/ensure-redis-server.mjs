import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MINIMUM_MAJOR = 6;
const WELL_KNOWN_FOLDERS = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];
const POLICY_FILE = '/usr/sbin/policy-rc.d';
const MISSING =
  `No redis-server of version ${MINIMUM_MAJOR} or newer was found: install it with ` +
  '`sudo apt-get install redis-server` (Debian, Ubuntu) or `brew install redis` (macOS), ' +
  'or name its path in REDIS_SERVER_BIN.';

export function findRedisServer() {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter).filter(Boolean),
    ...WELL_KNOWN_FOLDERS,
  ];
  const paths = new Set(folders.map(folder => join(folder, 'redis-server')));
  const named = process.env.REDIS_SERVER_BIN;
  for (const path of named ? [named, ...paths] : paths) {
    const version = existsSync(path) ? versionOf(path) : undefined;
    if (version && Number.parseInt(version, 10) >= MINIMUM_MAJOR) return { path, version };
  }
  return undefined;
}

function versionOf(path) {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return /\bv=(\d+\.\d+\.\d+)/.exec(stdout ?? '')?.[1];
}

function canInstall() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

function noop() {}

function install() {
  const removePolicy = forbidServiceStart();
  // While a listener is there, an interrupt ends apt-get but not this process, so the policy goes.
  process.on('SIGINT', noop).on('SIGTERM', noop);
  try {
    // A foreign source that is down does not matter when Debian's own answers.
    aptGet('update');
    return aptGet('install', '-y', '--no-install-recommends', 'redis-server');
  } finally {
    removePolicy();
    process.off('SIGINT', noop).off('SIGTERM', noop);
  }
}

// The package would start a server on the standard port and leave it running; both sysvinit and
// systemd ask this file first. A file that is there already is the administrator's decision.
function forbidServiceStart() {
  if (existsSync(POLICY_FILE)) return noop;
  writeFileSync(POLICY_FILE, '#!/bin/sh\nexit 101\n', { mode: 0o755, flag: 'wx' });
  return () => rmSync(POLICY_FILE, { force: true });
}

function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { env, stdio: ['ignore', 2, 2] }).status === 0;
}

function main() {
  let server = findRedisServer();
  if (!server && canInstall() && install()) server = findRedisServer();
  if (server) {
    console.log(`redis-server ${server.version} at ${server.path}`);
  } else {
    console.error(MISSING);
    process.exitCode = 1;
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) main();
