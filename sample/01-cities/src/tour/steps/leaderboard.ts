import { setTimeout as delay } from 'node:timers/promises';
import type { TopCity } from '../../cities/city.js';
import { formatCount, table } from '../table.js';
import type { Tour } from '../tour.js';

const COUNT = 5;
const ATTEMPTS = 20;

/** What the Lua script counted must be what the tour has asked for. */
export async function leaderboard(tour: Tour): Promise<string> {
  const top = expectedTop(tour);
  const expected = JSON.stringify(top);
  const rows = top.map(({ name, country, views }) => [`${name} (${country})`, formatCount(views)]);
  const shown = await shownTop(tour, expected);
  const isEqual = shown === expected;
  if (!isEqual) tour.fail(`/cities/top says ${shown}\n  but the tour has asked for ${expected}`);
  const verdict = isEqual
    ? 'The script has counted the same.'
    : 'The script has counted otherwise!';
  return `${table([['asked for most', 'views'], ...rows])}\n\n  ${verdict}`;
}

/** Views are counted beside the answers, so that the last ones may be on their way. */
async function shownTop(tour: Tour, expected: string, attempts = ATTEMPTS): Promise<string> {
  const response = await fetch(`${tour.instance(0).url}/cities/top?count=${COUNT}`);
  const shown = await response.text();
  if (shown === expected || attempts <= 1) return shown;
  await delay(50);
  return shownTop(tour, expected, attempts - 1);
}

function expectedTop({ ledger, database }: Tour): TopCity[] {
  return ledger.mostViewed(COUNT).flatMap(({ id, views }, index) => {
    const city = database.find(id);
    return city ? [{ rank: index + 1, views, id, name: city.name, country: city.country }] : [];
  });
}
