import { splitInline } from '../../../lib/embedded/reply/split-inline.js';
import type { Server } from '../../../lib/embedded/server/server.js';
import type { Session } from '../../../lib/embedded/session/session.js';

/** A client of a server without any transport. */
export interface TestClient {
  readonly session: Session;
  /** Runs a command, and answers what came in since the last call. */
  call(command: string): string;
  /** What came in since the last call. */
  take(): string;
}

export function testClient(server: Server): TestClient {
  let output = '';
  const session = server.connect({
    write: bytes => {
      output += bytes;
    },
    close: () => undefined,
  });
  const take = (): string => {
    const taken = output;
    output = '';
    return taken;
  };
  return {
    session,
    take,
    call(command) {
      const args = splitInline(command) ?? [];
      session.feed(
        `*${args.length}\r\n${args.map(arg => `$${arg.length}\r\n${arg}\r\n`).join('')}`,
      );
      return take();
    },
  };
}
