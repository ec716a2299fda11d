import type { Bytes } from '../bytes.js';
import type { DeniedThing } from './denial.js';

export type AclLogReason = DeniedThing | 'auth';
export type AclLogContext = 'toplevel' | 'multi' | 'lua';

export interface AclLogEvent {
  readonly reason: AclLogReason;
  readonly context: AclLogContext;
  /** The command, key or channel; of a log-in the command that tried it. */
  readonly object: Bytes;
  readonly username: Bytes;
  /** The client as CLIENT LIST shows it. */
  readonly client: Bytes;
  /** Milliseconds since 1970. */
  readonly time: number;
}

export interface AclLogEntry extends AclLogEvent {
  readonly count: number;
}

const GROUPED_WITHIN_MS = 60_000;
const GROUPED_AMONG = 10;

/** What users were denied lately, the latest first; the same again and again is one entry. */
export class AclLog {
  #entries: AclLogEntry[] = [];

  get entries(): readonly AclLogEntry[] {
    return this.#entries;
  }

  add(event: AclLogEvent, maxLength: number): void {
    const place = this.#entries.slice(0, GROUPED_AMONG).findIndex(entry => isSame(entry, event));
    const known = this.#entries[place];
    const others = known ? this.#entries.toSpliced(place, 1) : this.#entries;
    this.#entries = [{ ...event, count: (known?.count ?? 0) + 1 }, ...others];
    if (!known) this.#entries.length = Math.min(this.#entries.length, maxLength);
  }

  clear(): void {
    this.#entries = [];
  }
}

function isSame(a: AclLogEvent, b: AclLogEvent): boolean {
  return (
    a.reason === b.reason &&
    a.context === b.context &&
    a.object === b.object &&
    a.username === b.username &&
    Math.abs(a.time - b.time) <= GROUPED_WITHIN_MS
  );
}
