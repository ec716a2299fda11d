import type { Bytes } from '../bytes.js';
import { encodeReply, type Protocol } from './encode-reply.js';
import type { Reply } from './reply.js';

/** What many sessions are sent: encoded once for each protocol. */
export class SharedReply {
  readonly #reply: Reply;
  #resp2: Bytes | undefined;
  #resp3: Bytes | undefined;

  constructor(reply: Reply) {
    this.#reply = reply;
  }

  encoded(protocol: Protocol): Bytes {
    if (protocol === 3) return (this.#resp3 ??= encodeReply(this.#reply, 3));
    return (this.#resp2 ??= encodeReply(this.#reply, 2));
  }
}
