import {
  Body,
  Controller,
  DefaultValuePipe,
  Get,
  NotFoundException,
  Param,
  Patch,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import { Cacheable, CacheEvict, RateLimited } from 'nest-hybrid-cache';
import { CountViewInterceptor } from '../views/count-view.interceptor.js';
import type { City, NearbyCity, TopCity } from './city.js';
import { CityRepository } from './city.repository.js';
import { PopulationService } from './population.service.js';
import { searchKeyOf } from './search-keys.js';
import { SearchTextPipe } from './search-text.pipe.js';
import { TopCitiesService } from './top-cities.service.js';
import { WholeNumberPipe } from './whole-number.pipe.js';

export const SEARCHES_A_SECOND = 20;

const cityId = new WholeNumberPipe({ min: 1, max: 2 ** 31 - 1 });
const count = new WholeNumberPipe({ min: 1, max: 50 });
const population = new WholeNumberPipe({ min: 0, max: 100_000_000 });

@Controller('cities')
export class CitiesController {
  constructor(
    private readonly repository: CityRepository,
    private readonly populations: PopulationService,
    private readonly topCities: TopCitiesService,
  ) {}

  @Get()
  @RateLimited({ limit: SEARCHES_A_SECOND, window: '1s', by: '{headers.x-client}' })
  @Cacheable({ key: searchKeyOf })
  search(@Query('name', SearchTextPipe) text: string): Promise<City[]> {
    return this.repository.search(text);
  }

  @Get('top')
  top(@Query('count', new DefaultValuePipe('10'), count) first: number): Promise<TopCity[]> {
    return this.topCities.top(first);
  }

  // Of interceptors the lowest is the outermost: views are counted whoever answers.
  @Get(':id')
  @Cacheable({ key: 'city:{params.id}' })
  @UseInterceptors(CountViewInterceptor)
  async city(@Param('id', cityId) id: number): Promise<City> {
    return found(id, await this.repository.find(id));
  }

  /** Shows only what never changes, so that each instance may keep it. */
  @Get(':id/nearest')
  @Cacheable({ key: 'nearest:{params.id}:{query.count}', ttl: '1h', localTtl: '1h' })
  async nearest(
    @Param('id', cityId) id: number,
    @Query('count', new DefaultValuePipe('5'), count) first: number,
  ): Promise<NearbyCity[]> {
    return found(id, await this.repository.nearest(id, first));
  }

  @Patch(':id/population')
  @CacheEvict({ key: 'city:{params.id}' })
  async setPopulation(
    @Param('id', cityId) id: number,
    @Body('population', population) inhabitants: number,
  ): Promise<City> {
    return found(id, await this.populations.set(id, inhabitants));
  }
}

function found<T>(id: number, result: T | undefined): T {
  if (result === undefined) throw new NotFoundException(`There is no city ${id}.`);
  return result;
}
