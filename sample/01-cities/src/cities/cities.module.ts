import { Module } from '@nestjs/common';
import { ViewsModule } from '../views/views.module.js';
import { CitiesController } from './cities.controller.js';
import { CityDatabase } from './city-database.js';
import { CityRepository } from './city.repository.js';
import { PopulationService } from './population.service.js';
import { TopCitiesService } from './top-cities.service.js';

@Module({
  imports: [ViewsModule],
  controllers: [CitiesController],
  providers: [
    { provide: CityDatabase, useFactory: () => CityDatabase.connect() },
    CityRepository,
    PopulationService,
    TopCitiesService,
  ],
})
export class CitiesModule {}
