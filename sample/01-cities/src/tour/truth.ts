import { LOCAL_TTL_MS } from '../app.module.js';
import type { City } from '../cities/city.js';
import { type CityDatabase, largest, SEARCH_LIMIT } from '../cities/city-database.js';
import { foldName } from '../cities/search-text.js';
import type { Instance } from './instance.js';
import { pathOf, type TourRequest } from './tour-request.js';
import type { Answer } from './visitor.js';

const EXCERPT = 120;

export interface Update {
  readonly id: number;
  readonly before: number;
  readonly by: Instance;
  /** By Date.now(), when the answer to it had come. */
  readonly doneAt: number;
}

/**
 * Knows what the database says now, and said before each update, and so which answers are right:
 * of the instance that made an update, none from before it; of another, none from before it once
 * LOCAL_TTL_MS have passed.
 */
export class Truth {
  readonly #updates: Update[] = [];

  constructor(private readonly database: CityDatabase) {}

  get updates(): number {
    return this.#updates.length;
  }

  get updatedCities(): ReadonlySet<number> {
    return new Set(this.#updates.map(({ id }) => id));
  }

  /** Updates come one after the other, while nothing else is asked. */
  record(update: Update): void {
    this.#updates.push(update);
  }

  /**
   * For how many milliseconds the answer had been out of date; 0 when it was not.
   *
   * @throws Error when it differs from all that the database says or said at the time
   */
  check({ request, instance, status, text, startedAt }: Answer): number {
    const updates = this.#updates.filter(update => this.#concerns(update, request));
    for (let known = updates.length; known >= 0; known--) {
      const missed = updates[known];
      if (missed && isBinding(missed, instance, startedAt)) break;
      if (status === 200 && text === this.#textAt(request, updates, known)) {
        return missed ? startedAt - missed.doneAt : 0;
      }
    }
    const expected = this.#textAt(request, updates, updates.length);
    throw new Error(
      `${pathOf(request)} on ${instance.name} answered ${status}\n` +
        `  ${excerpt(text, expected)}\n  but the database says\n  ${excerpt(expected, text)}`,
    );
  }

  #concerns({ id }: Update, request: TourRequest): boolean {
    if (request.kind === 'city') return request.id === id;
    const city = this.database.find(id);
    return (
      request.kind === 'search' &&
      city !== undefined &&
      foldName(city.name).startsWith(request.text)
    );
  }

  /** The answer after the first `known` updates. */
  #textAt(request: TourRequest, updates: readonly Update[], known: number): string {
    const populations = new Map<number, number>();
    for (const { id, before } of updates.slice(known).toReversed()) populations.set(id, before);
    const then = (city: City): City => ({
      ...city,
      population: populations.get(city.id) ?? city.population,
    });
    if (request.kind === 'search') {
      const cities = this.database.matching(request.text).map(then);
      return JSON.stringify(largest(cities, SEARCH_LIMIT));
    }
    const city = this.database.find(request.id);
    if (city === undefined) return 'that there is no such city';
    if (request.kind === 'city') return JSON.stringify(then(city));
    return JSON.stringify(this.database.nearest(city, request.count));
  }
}

/** Whether the instance may no longer show what was before the update. */
function isBinding({ by, doneAt }: Update, instance: Instance, at: number): boolean {
  return at >= doneAt + (by === instance ? 0 : LOCAL_TTL_MS);
}

/** The text from a little before where it differs. */
function excerpt(text: string, other: string): string {
  let index = 0;
  while (index < text.length && text[index] === other[index]) index++;
  const from = Math.max(0, index - EXCERPT / 2);
  return `${from > 0 ? '…' : ''}${text.slice(from, from + EXCERPT)}${from + EXCERPT < text.length ? '…' : ''}`;
}
