import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { type Source, SOURCES, sourceOf } from './answer-source.js';
import type { Truth } from './truth.js';
import type { Answer } from './visitor.js';

export interface ViewCount {
  readonly id: number;
  readonly views: number;
}

/** Checks every answer, and keeps account of them. */
export class Ledger {
  readonly latencies: Record<Source, RecordableHistogram> = {
    local: createHistogram(),
    remote: createHistogram(),
    joined: createHistogram(),
    database: createHistogram(),
  };
  readonly errors: string[] = [];
  answers = 0;
  /** Answers that were out of date, as the bound allows. */
  outdated = 0;
  longestOutdatedMs = 0;
  readonly #views = new Map<number, number>();

  constructor(private readonly truth: Truth) {}

  add(answer: Answer): void {
    const { request } = answer;
    this.answers++;
    this.latencies[sourceOf(answer)].record(Math.max(1, Math.round(answer.tookMs * 1000)));
    if (request.kind === 'city') {
      this.#views.set(request.id, (this.#views.get(request.id) ?? 0) + 1);
    }
    try {
      const outdatedMs = this.truth.check(answer);
      if (outdatedMs > 0) this.outdated++;
      this.longestOutdatedMs = Math.max(this.longestOutdatedMs, outdatedMs);
    } catch (error) {
      this.errors.push(error instanceof Error ? error.message : String(error));
    }
  }

  /** Where answers came from, in the order of SOURCES, with how many did. */
  get sources(): readonly { name: string; latencies: RecordableHistogram }[] {
    return [
      { name: SOURCES.local, latencies: this.latencies.local },
      { name: SOURCES.remote, latencies: this.latencies.remote },
      { name: SOURCES.joined, latencies: this.latencies.joined },
      { name: SOURCES.database, latencies: this.latencies.database },
    ];
  }

  /** Equal counts in the order of Redis: the greater text first. */
  mostViewed(count: number): ViewCount[] {
    return [...this.#views]
      .map(([id, views]) => ({ id, views }))
      .toSorted((a, b) => b.views - a.views || (String(a.id) < String(b.id) ? 1 : -1))
      .slice(0, count);
  }
}
