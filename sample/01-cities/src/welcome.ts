import type { RedisForApp } from './private-redis.js';
import { HOST } from './free-port.js';

export interface Welcome {
  readonly port: number;
  readonly wanted: number;
  readonly redis: RedisForApp;
  readonly cities: number;
}

const LONDON = 2643743;

/** What to try, once the app listens. */
export function welcome({ port, wanted, redis, cities }: Welcome): string {
  const url = `http://${HOST}:${port}/cities`;
  const instead = port === wanted ? '' : ` (port ${wanted} is in use)`;
  return `
${cities.toLocaleString('en')} cities at http://${HOST}:${port}${instead}, their cache in
${redis.url}${redis.isPrivate ? ', which ends with this app' : ''}. Ctrl-C ends it.

A query takes 5 ms on purpose. Ask twice, and look at Cache-Status:

  curl -i ${url}/${LONDON}
  curl -i '${url}/${LONDON}/nearest?count=3'
  curl -i -H 'x-client: me' '${url}?name=lond'

Change what is cached, and ask again; or look into Redis, where it is plain JSON:

  curl -X PATCH ${url}/${LONDON}/population -d population=7600000
  redis-cli -u ${redis.url} get cities:city:${LONDON}

Who is looked at most, counted by a Lua script; and a limit of 20 searches a second:

  curl ${url}/top
  for i in $(seq 25); do
    curl -s -o /dev/null -w '%{http_code} ' -H 'x-client: me' '${url}?name=paris'
  done
`;
}
