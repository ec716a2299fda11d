/** What never changes of a city, so that an answer of these need never be evicted. */
export interface CitySummary {
  /** Its number at geonames.org. */
  readonly id: number;
  readonly name: string;
  /** ISO 3166-1, two letters. */
  readonly country: string;
}

export interface City extends CitySummary {
  readonly population: number;
  readonly latitude: number;
  readonly longitude: number;
}

export interface NearbyCity extends CitySummary {
  readonly distanceKm: number;
}

export interface TopCity extends CitySummary {
  readonly rank: number;
  readonly views: number;
}

export function summaryOf({ id, name, country }: City): CitySummary {
  return { id, name, country };
}
