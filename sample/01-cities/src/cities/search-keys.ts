import type { ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { City } from './city.js';
import { foldName, SEARCH_MAX_LENGTH, SEARCH_MIN_LENGTH, searchTextOf } from './search-text.js';

/** The key of a search, the same for all ways to write it. Without one, nothing is cached. */
export function searchKeyOf(context: ExecutionContext): string | undefined {
  const { name } = context.switchToHttp().getRequest<Request>().query;
  const text = searchTextOf(name);
  return text === undefined ? undefined : searchKey(text);
}

/** The keys of all searches that may show a city: one for each beginning of its name. */
export function searchKeysShowing(city: City): string[] {
  const name = foldName(city.name).slice(0, SEARCH_MAX_LENGTH);
  const keys: string[] = [];
  for (let length = SEARCH_MIN_LENGTH; length <= name.length; length++) {
    keys.push(searchKey(name.slice(0, length)));
  }
  return keys;
}

function searchKey(text: string): string {
  return `search:${text}`;
}
