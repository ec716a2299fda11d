/** In degrees. */
export interface GeoPosition {
  readonly longitude: number;
  readonly latitude: number;
}

/** A rectangle of degrees. */
export interface GeoBounds {
  readonly minLongitude: number;
  readonly maxLongitude: number;
  readonly minLatitude: number;
  readonly maxLatitude: number;
}

/** What the index covers: the square of the web's Mercator projection, so without the poles. */
export const INDEXED_BOUNDS: GeoBounds = {
  minLongitude: -180,
  maxLongitude: 180,
  minLatitude: -85.05112878,
  maxLatitude: 85.05112878,
};

export function isIndexed({ longitude, latitude }: GeoPosition): boolean {
  const { minLongitude, maxLongitude, minLatitude, maxLatitude } = INDEXED_BOUNDS;
  return (
    longitude >= minLongitude &&
    longitude <= maxLongitude &&
    latitude >= minLatitude &&
    latitude <= maxLatitude
  );
}
