import { setTimeout as delay } from 'node:timers/promises';
import { LOCAL_TTL_MS } from '../../app.module.js';
import { largest } from '../../cities/city-database.js';
import { inOrder } from '../in-order.js';
import { formatCount, formatPercentile, formatShare, table } from '../table.js';
import type { Tour } from '../tour.js';
import { updatePopulation } from '../update.js';
import { Visits } from '../visits.js';

const SEED = 2025;
const ROUNDS = 40;
const REQUESTS_A_ROUND = 100;
const CLIENTS = 4;
const KNOWN_CITIES = 1000;

/** Many visits, by several clients at once, with an update after each round of them. */
export async function stream(tour: Tour): Promise<string> {
  const visits = new Visits(largest(tour.database.matching(''), KNOWN_CITIES), SEED);
  await inOrder(Array(ROUNDS).keys(), async round => {
    const requests = visits.requests(REQUESTS_A_ROUND).entries();
    const clients = Array.from({ length: CLIENTS }, (_, client) =>
      inOrder(requests, ([index, request]) =>
        tour.visit(tour.instance(index), request, `visitor-${round}-${client}`),
      ),
    );
    await Promise.all(clients);
    await updatePopulation(tour, visits.city(), round);
  });
  await audit(tour);
  return report(tour);
}

/** By now, no instance may show what was before an update. */
async function audit(tour: Tour): Promise<void> {
  await delay(LOCAL_TTL_MS);
  await inOrder(tour.truth.updatedCities, id =>
    Promise.all(
      tour.instances.map(instance => tour.visit(instance, { kind: 'city', id }, 'auditor')),
    ),
  );
}

function report(tour: Tour): string {
  const { ledger, truth } = tour;
  const queries = tour.queries - truth.updates;
  const cold = ledger.latencies.database.count;
  if (queries !== cold) tour.fail(`${cold} answers say that they took a query, of ${queries}.`);
  const rows = ledger.sources.map(({ name, latencies }) => [
    name,
    formatCount(latencies.count),
    formatShare(latencies.count, ledger.answers),
    formatPercentile(latencies, 50),
    formatPercentile(latencies, 99),
  ]);
  const heading = ['answered from', 'requests', 'share', 'p50', 'p99'];
  return `${table([heading, ...rows])}

  ${formatCount(ledger.answers)} requests, ${formatCount(queries)} queries to the database.
  ${truth.updates} updates: at once on the instance that made them; on the other ${ledger.outdated} answers were
  out of date, by ${ledger.longestOutdatedMs} ms at most (bound: ${LOCAL_TTL_MS} ms).`;
}
