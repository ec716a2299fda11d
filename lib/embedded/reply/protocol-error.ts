/** What the client sent cannot be read on; it is answered this text, and disconnected. */
export class ProtocolError extends Error {
  constructor(what: string) {
    super(`ERR Protocol error: ${what}`);
    this.name = 'ProtocolError';
  }
}
