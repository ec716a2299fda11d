import { expect, it } from '@jest/globals';
import { describeBackends } from '../../support/backends.js';
import { uniquePrefix } from '../../support/redis-url.js';

describeBackends('describeBackends', backend => {
  it('gives a client that reaches the back end', async () => {
    const key = uniquePrefix();
    await backend.client().set(key, 'value', 'PX', 5000);
    expect(await backend.client().get(key)).toBe('value');
  });

  it('gives the connection option of the module', () => {
    const options: Readonly<Record<string, string>> = { embedded: 'client', redis: 'url' };
    expect(backend.connection()).toHaveProperty(options[backend.name] ?? 'cluster');
  });
});
