import type { Bytes } from '../bytes.js';
import type { Session } from '../session/session.js';

/** A channel or a pattern that somebody is subscribed to. */
export class Topic {
  readonly name: Bytes;
  /** In the order in which they came. */
  readonly subscribers = new Set<Session>();

  constructor(name: Bytes) {
    this.name = name;
  }
}
