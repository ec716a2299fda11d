import type { City } from '../cities/city.js';
import { foldName } from '../cities/search-text.js';
import { seededRandom, zipf } from './seeded-random.js';
import type { TourRequest } from './tour-request.js';

const SEARCH_LENGTH = 3;
const NEAREST = 5;

/** What visitors ask for: few cities often, many rarely; the same sequence for the same seed. */
export class Visits {
  readonly #random: () => number;
  readonly #city: () => City;

  /** @param cities the best known first */
  constructor(cities: readonly City[], seed: number) {
    this.#random = seededRandom(seed);
    this.#city = zipf(cities, this.#random);
  }

  city(): City {
    return this.#city();
  }

  request(): TourRequest {
    const { id, name } = this.#city();
    const point = this.#random();
    if (point < 0.8) return { kind: 'city', id };
    if (point < 0.92) return { kind: 'nearest', id, count: NEAREST };
    return { kind: 'search', text: foldName(name.slice(0, SEARCH_LENGTH)) };
  }

  requests(count: number): TourRequest[] {
    return Array.from({ length: count }, () => this.request());
  }
}
