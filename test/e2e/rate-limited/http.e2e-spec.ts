import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, jest } from '@jest/globals';
import { Controller, type ExecutionContext, Get, Logger, Param } from '@nestjs/common';
import { RateLimited } from '../../../lib/index.js';
import { waitFor } from '../../support/wait-for.js';
import { describeAdapters } from './limited-app.js';

const WEEK = '7d';

/** As a string only: the compiler refuses the text itself on a handler that gives no promise. */
const POSITIONAL: string = '{0.id}';

@Controller()
class CityController {
  runs = 0;

  @Get('free')
  free(): string {
    return 'free';
  }

  @Get('by-address')
  @RateLimited({ limit: 2, window: '1m' })
  byAddress(): string {
    this.runs++;
    return 'city';
  }

  @RateLimited({ limit: 1, window: WEEK })
  @Get('above')
  above(): string {
    return 'the decorator stands above that of the route';
  }

  @Get('by-user')
  @RateLimited({ limit: 1, window: WEEK, by: '{user.id}' })
  byUser(): string {
    return 'city';
  }

  @Get('by-key')
  @RateLimited({ limit: 1, window: WEEK, by: 'key {headers.x-api-key}' })
  byKey(): string {
    return 'city';
  }

  @Get('by-function/:tenant')
  @RateLimited({ limit: 1, window: WEEK, by: context => tenantOf(context) })
  byFunction(@Param('tenant') tenant: string): string {
    return tenant;
  }

  @Get('by-object')
  @RateLimited({ limit: 1, window: WEEK, by: () => Object.create(null) })
  byObject(): string {
    return 'never';
  }

  @Get('by-position')
  @RateLimited({ limit: 1, window: WEEK, by: POSITIONAL })
  byPosition(): string {
    return 'never';
  }

  @Get('everybody')
  @RateLimited({ limit: 2, window: WEEK, by: 'everybody' })
  everybody(): string {
    return 'city';
  }

  @Get('shared-one')
  @RateLimited({ name: 'shared', limit: 1, window: WEEK })
  sharedOne(): string {
    return 'city';
  }

  @Get('shared-two')
  @RateLimited({ name: 'shared', limit: 1, window: WEEK })
  sharedTwo(): string {
    return 'city';
  }

  @Get('concurrent')
  @RateLimited({ limit: 20, window: WEEK })
  concurrent(): string {
    return 'city';
  }

  @Get('short')
  @RateLimited({ limit: 1, window: 250 })
  short(): string {
    return 'city';
  }
}

async function tenantOf(context: ExecutionContext): Promise<number> {
  const { params } = context.switchToHttp().getRequest<{ params: { tenant: string } }>();
  return Number(params.tenant);
}

describeAdapters('@RateLimited', { controllers: [CityController] }, app => {
  it('answers 429 over the limit, tells when to come again, and does not run the handler', async () => {
    const send = () => app().from('192.0.2.1', '/by-address');
    expect(await app().statuses(2, send)).toEqual([200, 200]);
    const { runs } = app().app.get(CityController);
    const denied = await send();
    expect(denied.status).toBe(429);
    expect(app().app.get(CityController).runs).toBe(runs);
    const wait = Number(denied.headers['retry-after']);
    expect(wait).toBeGreaterThan(50);
    expect(wait).toBeLessThanOrEqual(60);
    expect(denied.headers['ratelimit']).toBe(`"CityController.byAddress";r=0;t=${wait}`);
    expect(denied.headers['ratelimit-policy']).toBe('"CityController.byAddress";q=2;w=60');
    expect(denied.body).toEqual({
      type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
      title: 'Too Many Requests',
      status: 429,
      'violated-policies': ['CityController.byAddress'],
      statusCode: 429,
      message: `The rate limit is used up. Try again in ${wait} s.`,
    });
  });

  it('tells in every answer what is left', async () => {
    const { status, headers } = await app().from('192.0.2.2', '/by-address');
    expect(status).toBe(200);
    expect(headers['ratelimit']).toBe('"CityController.byAddress";r=1;t=60');
    expect(headers['ratelimit-policy']).toBe('"CityController.byAddress";q=2;w=60');
    expect(headers).not.toHaveProperty('retry-after');
  });

  it('leaves handlers alone that are not limited', async () => {
    const { headers } = await app().get('/free');
    expect(Object.keys(headers).filter(name => name.startsWith('ratelimit'))).toEqual([]);
  });

  it('works above the decorator of the route as well as below it', async () => {
    expect(await app().statuses(2, () => app().get('/above'))).toEqual([200, 429]);
  });

  it('allows a request again when the window has passed', async () => {
    // On a busy machine, a second request may come too late to be denied.
    await waitFor(async () => (await app().get('/short')).status === 429);
    await sleep(252);
    expect((await app().get('/short')).status).toBe(200);
  });

  it('counts addresses apart, but not those of one IPv6 network', async () => {
    const from = async (address: string) => (await app().from(address, '/above')).status;
    expect(await from('203.0.113.1')).toBe(200);
    expect(await from('203.0.113.2')).toBe(200);
    expect(await from('::ffff:203.0.113.1')).toBe(429);
    expect(await from('2001:db8:0:1::1')).toBe(200);
    expect(await from('2001:db8:0:1:ffff::2')).toBe(429);
    expect(await from('2001:db8:0:2::1')).toBe(200);
  });

  it('counts users apart', async () => {
    const as = (user: string) => () => app().get('/by-user', { 'x-user': user });
    expect(await app().statuses(2, as('alice'))).toEqual([200, 429]);
    expect(await app().statuses(2, as('bob'))).toEqual([200, 429]);
  });

  it('counts who is nobody by the address, and says so once', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    try {
      const from = (address: string) => () => app().from(address, '/by-user');
      expect(await app().statuses(2, from('198.51.100.1'))).toEqual([200, 429]);
      expect(await app().statuses(2, from('198.51.100.2'))).toEqual([200, 429]);
      expect(warn.mock.calls).toEqual([
        [
          expect.stringMatching(
            /CityController\.byUser goes by '\{user\.id\}', which gave nothing/,
          ),
        ],
      ]);
    } finally {
      warn.mockRestore();
    }
  });

  it.each([
    ['missing', {}],
    ['empty', { 'x-api-key': '' }],
  ])(
    'takes a request whose header field is %s for nobody, not for a key',
    async (kind, headers) => {
      const [one, other] = kind === 'missing' ? ['1', '2'] : ['3', '4'];
      const from = (address: string) => () => app().from(address, '/by-key', headers);
      expect(await app().statuses(2, from(`198.51.100.${one}`))).toEqual([200, 429]);
      expect(await app().statuses(2, from(`198.51.100.${other}`))).toEqual([200, 429]);
    },
  );

  it('lets nobody use up the limit of an address by sending it as a name', async () => {
    const spoof = { 'x-user': 'ip:198.51.100.9' };
    expect((await app().get('/by-user', spoof)).status).toBe(200);
    expect((await app().from('198.51.100.9', '/by-user')).status).toBe(200);
    const again = { 'x-user': 'by:ip:198.51.100.9' };
    expect((await app().get('/by-user', again)).status).toBe(200);
    expect((await app().get('/by-user', spoof)).status).toBe(429);
  });

  it('goes by a function of the context, which may give a promise of a number', async () => {
    expect(await app().statuses(2, () => app().get('/by-function/7'))).toEqual([200, 429]);
    expect(await app().statuses(2, () => app().get('/by-function/8'))).toEqual([200, 429]);
  });

  it('counts everybody as one when the subject is the same for all', async () => {
    const addresses = ['203.0.113.1', '203.0.113.2', '203.0.113.3'];
    const answers = await Promise.all(addresses.map(ip => app().from(ip, '/everybody')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
  });

  it('counts together what has the same name', async () => {
    expect((await app().get('/shared-one')).status).toBe(200);
    const denied = await app().get('/shared-two');
    expect(denied.status).toBe(429);
    expect(denied.headers['ratelimit-policy']).toBe('"shared";q=1;w=604800');
  });

  it('counts concurrent requests one by one', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => app().get('/concurrent')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(30);
  });

  it.each(['/by-object', '/by-position'])(
    'answers 500 and lets nothing pass where `by` makes no sense: %s',
    async path => {
      expect((await app().get(path)).status).toBe(500);
    },
  );
});
