import RedisMock from 'ioredis-mock';

/** A client as ioredis-mock makes it. */
export function openIoredisMock() {
  return new RedisMock();
}
