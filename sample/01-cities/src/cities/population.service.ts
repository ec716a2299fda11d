import { Injectable } from '@nestjs/common';
import { HybridCache } from 'nest-hybrid-cache';
import type { City } from './city.js';
import { CityRepository } from './city.repository.js';
import { searchKeysShowing } from './search-keys.js';

@Injectable()
export class PopulationService {
  constructor(
    private readonly repository: CityRepository,
    private readonly cache: HybridCache,
  ) {}

  /** Which searches show the city is known when its name is: after the update, not by a template. */
  async set(id: number, population: number): Promise<City | undefined> {
    const city = await this.repository.setPopulation(id, population);
    if (city !== undefined) await this.cache.remove(searchKeysShowing(city));
    return city;
  }
}
