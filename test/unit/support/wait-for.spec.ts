import { describe, expect, it } from '@jest/globals';
import { deferred, waitFor } from '../../support/wait-for.js';

describe('waitFor', () => {
  it('resolves with the first truthy answer', async () => {
    let count = 0;
    expect(await waitFor(() => ++count > 2 && `after ${count}`)).toBe('after 3');
  });

  it('says what it waited for, and keeps the last error', async () => {
    const failing = waitFor(() => Promise.reject(new Error('no')), { timeout: 20, what: 'a yes' });
    await expect(failing).rejects.toMatchObject({
      message: 'Waited 20 ms in vain for: a yes',
      cause: new Error('no'),
    });
  });
});

describe('deferred', () => {
  it('settles from outside', async () => {
    const good = deferred<number>();
    good.resolve(1);
    expect(await good.promise).toBe(1);
    const bad = deferred();
    bad.reject(new Error('no'));
    await expect(bad.promise).rejects.toThrow('no');
  });
});
