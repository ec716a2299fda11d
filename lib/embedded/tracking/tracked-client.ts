import type { Bytes } from '../bytes.js';
import type { Session } from '../session/session.js';

/** What CLIENT TRACKING ON was told. */
export interface TrackingOptions {
  /** The id of the session that is told instead; 0: none. */
  readonly redirect: number;
  /** Told of all keys with a prefix, whoever read them. */
  readonly isBroadcast: boolean;
  /** Only what is read right after CLIENT CACHING YES. */
  readonly isOptIn: boolean;
  /** All but what is read right after CLIENT CACHING NO. */
  readonly isOptOut: boolean;
  /** Not told of its own changes. */
  readonly isNoLoop: boolean;
}

/** A session with client tracking on. */
export class TrackedClient {
  readonly session: Session;
  options: TrackingOptions;
  /** Of broadcasting. */
  readonly prefixes = new Set<Bytes>();
  /** CLIENT CACHING was called, and the next command or transaction is not done. */
  isCachingGiven = false;
  /** The session that it redirects to was found closed. */
  isRedirectBroken = false;

  constructor(session: Session, options: TrackingOptions) {
    this.session = session;
    this.options = options;
  }

  /** The keys of the next read are remembered. */
  get remembersReads(): boolean {
    const { isOptIn, isOptOut } = this.options;
    return isOptIn ? this.isCachingGiven : !(isOptOut && this.isCachingGiven);
  }

  /** The letters of CLIENT LIST. */
  get flags(): string {
    return `t${this.isRedirectBroken ? 'R' : ''}${this.options.isBroadcast ? 'B' : ''}`;
  }
}
