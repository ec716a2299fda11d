import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { City, NearbyCity } from './city.js';
import { CityDatabase } from './city-database.js';

/** Slow on purpose: what a query to a database across the network would take. */
const QUERY_MS = 5;

/** Asks the database, and counts how often it does. */
@Injectable()
export class CityRepository {
  #queries = 0;

  constructor(private readonly database: CityDatabase) {}

  get queries(): number {
    return this.#queries;
  }

  async find(id: number): Promise<City | undefined> {
    await this.#roundTrip();
    return this.database.find(id);
  }

  async search(text: string): Promise<City[]> {
    await this.#roundTrip();
    return this.database.search(text);
  }

  async nearest(id: number, count: number): Promise<NearbyCity[] | undefined> {
    await this.#roundTrip();
    const city = this.database.find(id);
    return city && this.database.nearest(city, count);
  }

  async setPopulation(id: number, population: number): Promise<City | undefined> {
    await this.#roundTrip();
    return this.database.setPopulation(id, population);
  }

  async #roundTrip(): Promise<void> {
    this.#queries++;
    await delay(QUERY_MS);
  }
}
