import { connect, type Socket } from 'node:net';

const CRLF = '\r\n';

/** Sends commands to a server, and answers with the very bytes of the reply. */
export class WireClient implements Disposable {
  readonly #socket: Socket;
  readonly #waiting: ((reply: string) => void)[] = [];
  #input = '';

  constructor(port: number) {
    this.#socket = connect({ port, noDelay: true });
    this.#socket.on('data', chunk => {
      this.#input += chunk.toString('latin1');
      for (;;) {
        const end = endOfReply(this.#input, 0);
        if (end === undefined) return;
        this.#waiting.shift()?.(this.#input.slice(0, end));
        this.#input = this.#input.slice(end);
      }
    });
  }

  send(...args: readonly string[]): Promise<string> {
    const bulks = args.map(arg => `$${arg.length}${CRLF}${arg}${CRLF}`);
    this.#socket.write(`*${args.length}${CRLF}${bulks.join('')}`, 'latin1');
    return new Promise(resolve => this.#waiting.push(resolve));
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }
}

/** Where a reply ends that begins here; undefined as long as it is not whole. */
function endOfReply(text: string, start: number): number | undefined {
  const line = text.indexOf(CRLF, start);
  if (line < 0) return undefined;
  const next = line + CRLF.length;
  const size = Number(text.slice(start + 1, line));
  switch (text.charAt(start)) {
    case '$':
    case '=':
      if (size < 0) return next;
      return text.length >= next + size + CRLF.length ? next + size + CRLF.length : undefined;
    case '*':
    case '~':
      return endOfItems(text, next, size);
    case '%':
      return endOfItems(text, next, 2 * size);
    default:
      return next;
  }
}

function endOfItems(text: string, start: number, count: number): number | undefined {
  let end: number | undefined = start;
  for (let index = 0; index < count && end !== undefined; index++) end = endOfReply(text, end);
  return end;
}
