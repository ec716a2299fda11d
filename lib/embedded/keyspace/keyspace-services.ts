import type { UnitOfWork } from '../transaction/unit-of-work.js';
import type { Clock } from './clock.js';
import type { KeyEvents } from './key-events.js';
import type { MemoryMeter } from './memory-meter.js';

/** What all databases of an engine share. */
export interface KeyspaceServices {
  readonly clock: Clock;
  readonly unit: UnitOfWork;
  readonly events: KeyEvents;
  readonly memory: MemoryMeter;
  readonly stats: KeyspaceStats;
  /** While it is on, no key is dropped because its time has come, or to make room. */
  readonly pause: { readonly isOn: boolean };
}

export interface KeyspaceStats {
  hits: number;
  misses: number;
  expired: number;
  evicted: number;
}
