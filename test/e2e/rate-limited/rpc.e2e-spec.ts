import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type ArgumentsHost,
  Catch,
  Controller,
  type ExceptionFilter,
  Get,
  UseFilters,
} from '@nestjs/common';
import {
  type ClientProxy,
  ClientProxyFactory,
  MessagePattern,
  Payload,
  Transport,
} from '@nestjs/microservices';
import { firstValueFrom, type Observable, throwError } from 'rxjs';
import { RateLimited, RateLimitExceededError } from '../../../lib/index.js';
import { freePort } from '../../support/free-port.js';
import { LimitedApp } from './limited-app.js';

@Catch(RateLimitExceededError)
class RateLimitFilter implements ExceptionFilter<RateLimitExceededError> {
  catch({ code, policy }: RateLimitExceededError, _host: ArgumentsHost): Observable<never> {
    return throwError(() => ({ code, policy }));
  }
}

const limit = { limit: 1, window: '1h' };

@Controller()
class HybridController {
  @Get('city')
  @RateLimited(limit)
  city(): string {
    return 'city';
  }

  @MessagePattern('by-id')
  @RateLimited({ ...limit, by: '{data.id}' })
  @UseFilters(new RateLimitFilter())
  byId(@Payload() { id }: { id: string }): string {
    return `city ${id}`;
  }

  @MessagePattern('unfiltered')
  @RateLimited({ ...limit, by: '{data}' })
  unfiltered(@Payload() id: string): string {
    return id;
  }

  @MessagePattern('without-by')
  @RateLimited(limit)
  withoutBy(): string {
    return 'never';
  }
}

describe('@RateLimited in a hybrid app', () => {
  let app: LimitedApp;
  let client: ClientProxy;

  beforeAll(async () => {
    app = await LimitedApp.start({ controllers: [HybridController] });
    const options = { host: '127.0.0.1', port: await freePort() };
    app.app.connectMicroservice({ transport: Transport.TCP, options }, { inheritAppConfig: true });
    await app.app.startAllMicroservices();
    client = ClientProxyFactory.create({ transport: Transport.TCP, options });
    await client.connect();
  });
  afterAll(async () => {
    await client.close();
    await app[Symbol.asyncDispose]();
  });

  const send = (pattern: string, data: unknown): Promise<unknown> =>
    firstValueFrom(client.send<unknown>(pattern, data));

  it('limits handlers of HTTP and of messages alike', async () => {
    expect(await app.statuses(2, () => app.get('/city'))).toEqual([200, 429]);
    expect(await send('by-id', { id: 'a' })).toBe('city a');
    expect(await send('by-id', { id: 'b' })).toBe('city b');
  });

  it('throws an error that a filter can turn into an answer to a message', async () => {
    await send('by-id', { id: 'c' });
    await expect(send('by-id', { id: 'c' })).rejects.toEqual({
      code: 'RATE_LIMIT_EXCEEDED',
      policy: 'HybridController.byId',
    });
  });

  it('does not let a message pass that nobody catches the error of', async () => {
    await send('unfiltered', 'd');
    await expect(send('unfiltered', 'd')).rejects.toMatchObject({ status: 'error' });
  });

  it('refuses a message where it has nobody to go by', async () => {
    await expect(send('without-by', {})).rejects.toMatchObject({ status: 'error' });
    await expect(send('by-id', {})).rejects.toMatchObject({ status: 'error' });
  });
});
