import type { TestingModule } from '@nestjs/testing';
import { Test } from '@nestjs/testing';
import {
  type ConnectionOptions,
  HybridCacheModule,
  type HybridCacheModuleOptions,
  RateLimiter,
} from '../../lib/index.js';

/** The rate limiter of an app of its own, with its own connection. */
export class RateLimiterUnderTest implements AsyncDisposable {
  readonly limiter: RateLimiter;

  static async open(
    connection: ConnectionOptions,
    options: Omit<HybridCacheModuleOptions, 'connection'> = {},
  ): Promise<RateLimiterUnderTest> {
    const imports = [HybridCacheModule.forRoot({ commandTimeout: 2000, ...options, connection })];
    const module = await Test.createTestingModule({ imports }).compile();
    return new RateLimiterUnderTest(module);
  }

  private constructor(private readonly module: TestingModule) {
    this.limiter = module.get(RateLimiter);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.module.close();
  }
}
