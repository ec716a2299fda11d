import { Injectable } from '@nestjs/common';
import { Cacheable } from 'nest-hybrid-cache';
import { ViewCounter } from '../views/view-counter.service.js';
import { type CitySummary, summaryOf, type TopCity } from './city.js';
import { CityRepository } from './city.repository.js';

/** The leaderboard knows numbers only: this gives them their names. */
@Injectable()
export class TopCitiesService {
  constructor(
    private readonly views: ViewCounter,
    private readonly repository: CityRepository,
  ) {}

  async top(count: number): Promise<TopCity[]> {
    const top = await this.views.top(count);
    const summaries = await Promise.all(top.map(({ id }) => this.summaryOf(id)));
    return top.flatMap(({ views }, index) => {
      const summary = summaries[index];
      return summary ? [{ rank: index + 1, views, ...summary }] : [];
    });
  }

  /** What is in a summary never changes. */
  @Cacheable({ key: 'summary:{0}', ttl: '1h', localTtl: '1h' })
  async summaryOf(id: number): Promise<CitySummary | undefined> {
    const city = await this.repository.find(id);
    return city && summaryOf(city);
  }
}
