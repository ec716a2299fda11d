import { setTimeout as delay } from 'node:timers/promises';
import { SEARCHES_A_SECOND as LIMIT } from '../../cities/cities.controller.js';
import type { Tour } from '../tour.js';
import { type Answer, ask } from '../visitor.js';

const SEARCHES = LIMIT + 10;
const SEARCH = { kind: 'search', text: 'san' } as const;
const CLIENT = 'greedy';

/** One client searches too often, on both instances, and then waits as it is told to. */
export async function limit(tour: Tour): Promise<string> {
  const start = performance.now();
  const answers = await Promise.all(
    Array.from({ length: SEARCHES }, (_, index) => ask(tour.instance(index), SEARCH, CLIENT)),
  );
  const tookMs = performance.now() - start;
  const denied = answers.filter(({ status }) => status === 429);
  for (const answer of answers) if (answer.status !== 429) tour.ledger.add(answer);
  if (tookMs < 1000 && denied.length !== SEARCHES - LIMIT) {
    tour.fail(
      `Of ${SEARCHES} searches at once ${denied.length} were denied, not ${SEARCHES - LIMIT}.`,
    );
  }
  const wait = retryAfterOf(denied);
  if (wait === undefined) tour.fail('An answer 429 came without Retry-After.');
  await delay((wait ?? 1) * 1000);
  const { status } = await tour.visit(tour.instance(0), SEARCH, CLIENT);
  return (
    `  ${SEARCHES} searches at once by one client, ${LIMIT} a second are allowed: ` +
    `${denied.length} were answered 429,\n  Retry-After: ${wait} s. After that wait: ${status}.`
  );
}

/** The longest wait, unless one of the answers says none. */
function retryAfterOf(denied: readonly Answer[]): number | undefined {
  const waits = denied.map(({ headers }) => Number(headers.get('retry-after') ?? Number.NaN));
  const longest = Math.max(1, ...waits);
  return Number.isNaN(longest) ? undefined : longest;
}
