import type { City } from '../cities/city.js';
import { foldName } from '../cities/search-text.js';
import { inOrder } from './in-order.js';
import type { Tour } from './tour.js';
import { setPopulation } from './visitor.js';

/** Updates a city that both instances have just shown, and looks at once what they show now. */
export async function updatePopulation(tour: Tour, { id }: City, round: number): Promise<void> {
  const city = tour.database.find(id);
  if (city === undefined) throw new Error(`There is no city ${id}.`);
  const { name, population: before } = city;
  const client = `editor-${round}`;
  const by = tour.instance(round);

  const look = (): Promise<void> =>
    inOrder(tour.instances, async instance => {
      await tour.visit(instance, { kind: 'city', id }, client);
      await tour.visit(instance, { kind: 'search', text: foldName(name) }, client);
    });
  await look();
  await setPopulation(by, id, before + 1000 + round);
  tour.truth.record({ id, before, by, doneAt: Date.now() });
  await look();
}
