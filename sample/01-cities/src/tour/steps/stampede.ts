import type { Tour } from '../tour.js';

const NAME = 'funafuti';
const VISITORS = 100;

/** Many ask at the same time for a city that nobody has asked for. */
export async function stampede(tour: Tour): Promise<string> {
  const [city] = tour.database.search(NAME);
  if (city === undefined) throw new Error(`There is no city ${NAME}.`);
  const before = tour.queries;
  const requests = Array.from({ length: VISITORS }, (_, index) =>
    tour.visit(tour.instance(index), { kind: 'city', id: city.id }, `visitor-${index}`),
  );
  await Promise.all(requests);
  const queries = tour.queries - before;
  const { length: instances } = tour.instances;
  if (queries > instances) tour.fail(`A stampede of ${VISITORS} made ${queries} queries.`);
  return `  ${VISITORS} requests at once for ${city.name}, on ${instances} instances: ${queries} queries.`;
}
