import { HOST } from './free-port.js';

export interface Welcome {
  readonly port: number;
  readonly wanted: number;
  /** Undefined: the engine in this process. */
  readonly redisUrl: string | undefined;
  readonly cities: number;
}

const LONDON = 2643743;

/** What to try, once the app listens. */
export function welcome({ port, wanted, redisUrl, cities }: Welcome): string {
  const url = `http://${HOST}:${port}/cities`;
  const instead = port === wanted ? '' : ` (port ${wanted} is in use)`;
  return `
${cities.toLocaleString('en')} cities at http://${HOST}:${port}${instead}, their cache in
${redisUrl ?? 'this process (REDIS_URL=redis://… puts it into Redis)'}. Ctrl-C ends it.

A query takes 5 ms on purpose. Ask twice, and look at Cache-Status:

  curl -i ${url}/${LONDON}
  curl -i '${url}/${LONDON}/nearest?count=3'
  curl -i -H 'x-client: me' '${url}?name=lond'

Change what is cached, and ask again:

  curl -X PATCH ${url}/${LONDON}/population -d population=7600000
  curl -i ${url}/${LONDON}
${lookInside(redisUrl)}
Who is looked at most, counted by a Lua script; and a limit of 20 searches a second:

  curl ${url}/top
  for i in $(seq 25); do
    curl -s -o /dev/null -w '%{http_code} ' -H 'x-client: me' '${url}?name=paris'
  done
`;
}

function lookInside(redisUrl: string | undefined): string {
  if (redisUrl === undefined) return '';
  return `
Look into Redis, where an entry is plain JSON:

  redis-cli -u ${redisUrl} get cities:city:${LONDON}
`;
}
