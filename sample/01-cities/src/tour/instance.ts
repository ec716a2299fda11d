import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type ConnectionOptions, HybridCache } from 'nest-hybrid-cache';
import { AppModule } from '../app.module.js';
import { CityRepository } from '../cities/city.repository.js';
import { freePort, HOST } from '../free-port.js';

/** One of several apps that a load balancer would send requests to. */
export class Instance {
  static async start(name: string, connection: ConnectionOptions): Promise<Instance> {
    const app = await NestFactory.create(AppModule.on(connection), { logger: ['error', 'warn'] });
    const port = await freePort();
    await app.listen(port, HOST);
    return new Instance(name, `http://${HOST}:${port}`, app);
  }

  private constructor(
    readonly name: string,
    readonly url: string,
    private readonly app: INestApplication,
  ) {}

  /** How often it has asked the database. */
  get queries(): number {
    return this.app.get(CityRepository).queries;
  }

  async clearCache(): Promise<void> {
    await this.app.get(HybridCache).clear();
  }

  async close(): Promise<void> {
    await this.app.close();
  }
}
