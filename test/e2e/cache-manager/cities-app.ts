import { Cache, CACHE_MANAGER, CacheInterceptor, CacheKey, CacheTTL } from '@nestjs/cache-manager';
import {
  Controller,
  type DynamicModule,
  Get,
  Inject,
  Injectable,
  Module,
  Param,
  Post,
  Query,
  UseInterceptors,
} from '@nestjs/common';

// Written for @nestjs/cache-manager: nothing here knows of this library.

@Injectable()
export class CitiesService {
  /** How often a handler or function ran. */
  runs = 0;

  constructor(
    @Inject(CACHE_MANAGER) readonly byToken: Cache,
    readonly byClass: Cache,
  ) {}

  /** As guides write it: read, else make and set. */
  async names(): Promise<string[]> {
    const cached = await this.byToken.get<string[]>('names');
    if (cached !== undefined) return cached;
    this.runs++;
    const names = ['Oslo', 'Bergen'];
    await this.byToken.set('names', names);
    return names;
  }

  capital(country: string): Promise<{ country: string; run: number }> {
    const make = (): { country: string; run: number } => ({ country, run: ++this.runs });
    return this.byClass.wrap(`capital:${country}`, make, { ttl: 60_000 });
  }
}

@Controller('cities')
@UseInterceptors(CacheInterceptor)
export class CitiesController {
  constructor(private readonly cities: CitiesService) {}

  @Get('named')
  @CacheKey('the cities')
  @CacheTTL(60_000)
  named(): object {
    return { run: ++this.cities.runs };
  }

  @Get('brief')
  @CacheTTL(() => 60)
  brief(): object {
    return { run: ++this.cities.runs };
  }

  @Get('by-country')
  @CacheKey(
    context => `country:${context.switchToHttp().getRequest<{ query: { of: string } }>().query.of}`,
  )
  byCountry(@Query('of') country: string): object {
    return { country, run: ++this.cities.runs };
  }

  @Get('nothing')
  nothing(): undefined {
    this.cities.runs++;
  }

  @Get(':id')
  find(@Param('id') id: string): object {
    return { id, run: ++this.cities.runs };
  }

  @Post()
  add(): object {
    return { run: ++this.cities.runs };
  }
}

/** The app, beside whichever module provides the cache. */
@Module({ providers: [CitiesService], controllers: [CitiesController] })
export class CitiesModule {
  static on(imports: DynamicModule['imports'] = []): DynamicModule {
    return { module: CitiesModule, imports };
  }
}
