import { angleOfArc, distance, latitudeDistance, toDegrees, toRadians } from './geo-distance.js';
import type { GeoBounds, GeoPosition } from './geo-position.js';

/** What a search is about: lengths in a unit of the client's. */
export type GeoShape =
  | { readonly kind: 'circle'; readonly radius: number; readonly metersPerUnit: number }
  | {
      readonly kind: 'box';
      readonly width: number;
      readonly height: number;
      readonly metersPerUnit: number;
    };

/** A circle or a box on the globe. */
export interface GeoArea {
  readonly center: GeoPosition;
  readonly shape: GeoShape;
}

/** Meters from the center to a position, if it lies within the area. */
export function distanceWithin(
  { center, shape }: GeoArea,
  position: GeoPosition,
): number | undefined {
  if (shape.kind === 'circle') {
    const meters = distance(center, position);
    return meters > shape.radius * shape.metersPerUnit ? undefined : meters;
  }
  const width = shape.width * shape.metersPerUnit;
  const height = shape.height * shape.metersPerUnit;
  const { longitude } = center;
  if (latitudeDistance(position.latitude, center.latitude) > height / 2) return undefined;
  if (distance(position, { longitude, latitude: position.latitude }) > width / 2) return undefined;
  return distance(center, position);
}

/** Meters from the center to what is farthest from it. */
export function reachOf(shape: GeoShape): number {
  const reach =
    shape.kind === 'circle'
      ? shape.radius
      : Math.sqrt((shape.width / 2) * (shape.width / 2) + (shape.height / 2) * (shape.height / 2));
  return reach * shape.metersPerUnit;
}

/** The degrees between which an area lies; beyond those of the globe where it reaches over them. */
export function boundsOfArea({ center, shape }: GeoArea): GeoBounds {
  const { longitude, latitude } = center;
  const { metersPerUnit } = shape;
  const isCircle = shape.kind === 'circle';
  const up = angleOfArc(metersPerUnit * (isCircle ? shape.radius : shape.height / 2));
  const across = angleOfArc(metersPerUnit * (isCircle ? shape.radius : shape.width / 2));
  const latitudeDelta = toDegrees(up);
  // A degree of longitude is shortest at the edge that is nearer to the pole.
  const edge = latitude < 0 ? latitude - latitudeDelta : latitude + latitudeDelta;
  const longitudeDelta = toDegrees(across / Math.cos(toRadians(edge)));
  return {
    minLongitude: longitude - longitudeDelta,
    maxLongitude: longitude + longitudeDelta,
    minLatitude: latitude - latitudeDelta,
    maxLatitude: latitude + latitudeDelta,
  };
}
