import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RedisProcess } from './redis-process.ts';

const HOST = '127.0.0.1';

export interface LaunchOptions {
  /** Further arguments of redis-server, for example `['--maxmemory', '1mb']`. */
  readonly args?: readonly string[];
  readonly replicaOf?: { readonly port: number };
  /** Runs as a Sentinel, which watches nothing yet. */
  readonly sentinel?: boolean;
  /** A folder that stays the caller's; without it a temporary one is made and removed. */
  readonly dir?: string;
}

export interface Launched {
  readonly process: RedisProcess;
  cleanUp(): Promise<void>;
}

/** Runs a server that keeps nothing on disk. */
export async function launch(options: LaunchOptions, port: number): Promise<Launched> {
  const temporary = options.dir ? undefined : await mkdtemp(join(tmpdir(), 'nest-hybrid-cache-'));
  const cleanUp = async (): Promise<void> => {
    if (temporary) await rm(temporary, { recursive: true, force: true });
  };
  const folder = options.dir ?? temporary ?? '';
  try {
    const args = options.sentinel
      ? await sentinelArguments(port, folder)
      : argumentsFor(options, port, folder);
    return { process: await RedisProcess.start(args, temporary), cleanUp };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

function argumentsFor(options: LaunchOptions, port: number, folder: string): string[] {
  const { args = [], replicaOf } = options;
  const place = ['--port', String(port), '--bind', HOST, '--dir', folder];
  const persistence = ['--save', '', '--appendonly', 'no', '--daemonize', 'no'];
  // By default a master waits five seconds for further replicas before it serves the first.
  const eager = ['--repl-diskless-sync-delay', '0'];
  const replication = replicaOf ? ['--replicaof', HOST, String(replicaOf.port)] : [];
  return [...place, ...persistence, ...eager, ...replication, ...args];
}

/** A Sentinel keeps its state in its configuration file, and does not start without one. */
async function sentinelArguments(port: number, folder: string): Promise<string[]> {
  const file = join(folder, 'sentinel.conf');
  await writeFile(file, '');
  return [file, '--sentinel', '--port', String(port), '--bind', HOST, '--dir', folder];
}
