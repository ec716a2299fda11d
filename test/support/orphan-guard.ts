import { spawn } from 'node:child_process';
import { Socket } from 'node:net';

// `read` fails at the end of input, which comes when this process is gone, however it died.
const SCRIPT = 'read -r _ || { kill -9 "$1"; rm -rf "$2"; }';

/**
 * Sees to it that the process `pid` and its temporary folder, if any, do not outlive this one. An 'exit' listener
 * would not do: it is not called after a signal, and in Jest it hears the wrong `process`.
 *
 * @returns what to call once the process has ended by other means
 */
export function guardAgainstOrphan(pid: number, folder = ''): () => void {
  const guard = spawn('/bin/sh', ['-c', SCRIPT, 'orphan-guard', String(pid), folder], {
    // A group of its own, or Ctrl-C would end the guard together with what it guards against.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.on('error', () => undefined);
  guard.unref();
  guard.stdin.on('error', () => undefined);
  if (guard.stdin instanceof Socket) guard.stdin.unref();
  return () => guard.stdin.end('done\n');
}
