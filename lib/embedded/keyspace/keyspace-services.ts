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
}

export interface KeyspaceStats {
  hits: number;
  misses: number;
  expired: number;
  evicted: number;
}
