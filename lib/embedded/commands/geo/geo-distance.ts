import type { GeoPosition } from './geo-position.js';

const EARTH_RADIUS_METERS = 6_372_797.560856;
const RADIANS_PER_DEGREE = Math.PI / 180;

/** The functions that a distance takes. */
export interface Trigonometry {
  readonly sin: (angle: number) => number;
  readonly cos: (angle: number) => number;
  readonly asin: (value: number) => number;
}

export function toRadians(degrees: number): number {
  return degrees * RADIANS_PER_DEGREE;
}

export function toDegrees(radians: number): number {
  return radians / RADIANS_PER_DEGREE;
}

/** The angle of an arc of that many meters on a great circle, in radians. */
export function angleOfArc(meters: number): number {
  return meters / EARTH_RADIUS_METERS;
}

/** Meters along a meridian. */
export function latitudeDistance(from: number, to: number): number {
  return EARTH_RADIUS_METERS * Math.abs(toRadians(to) - toRadians(from));
}

/** Meters along the great circle, by the haversine formula. */
export function distance(
  from: GeoPosition,
  to: GeoPosition,
  { sin, cos, asin }: Trigonometry = Math,
): number {
  const v = sin((toRadians(to.longitude) - toRadians(from.longitude)) / 2);
  if (v === 0) return latitudeDistance(from.latitude, to.latitude);
  const fromLatitude = toRadians(from.latitude);
  const toLatitude = toRadians(to.latitude);
  const u = sin((toLatitude - fromLatitude) / 2);
  const a = u * u + cos(fromLatitude) * cos(toLatitude) * v * v;
  return 2 * EARTH_RADIUS_METERS * asin(Math.sqrt(a));
}
