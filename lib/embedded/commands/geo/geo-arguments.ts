import type { Bytes } from '../../bytes.js';
import type { SortedSetValue } from '../../keyspace/sorted-set/sorted-set-value.js';
import { formatFixed } from '../../reply/format-fixed.js';
import { floatArgument, keyword } from '../arguments.js';
import { CommandError } from '../command-error.js';
import type { GeoShape } from './geo-area.js';
import { type GeoPosition, isIndexed } from './geo-position.js';
import { positionOfScore } from './geo-score.js';

const METERS: Readonly<Record<string, number>> = { m: 1, km: 1000, ft: 0.3048, mi: 1609.34 };

/** @throws CommandError */
export function positionArguments([longitudeText, latitudeText]: readonly Bytes[]): GeoPosition {
  const longitude = floatArgument(longitudeText);
  const latitude = floatArgument(latitudeText);
  if (isIndexed({ longitude, latitude })) return { longitude, latitude };
  const pair = `${formatFixed(longitude, 6)},${formatFixed(latitude, 6)}`;
  throw new CommandError(`ERR invalid longitude,latitude pair ${pair}`);
}

/**
 * A unit of length, in meters.
 *
 * @throws CommandError
 */
export function unitArgument(text: Bytes | undefined): number {
  const unit = keyword(text);
  const meters = Object.hasOwn(METERS, unit) ? METERS[unit] : undefined;
  if (meters === undefined) {
    throw new CommandError('ERR unsupported unit provided. please use M, KM, FT, MI');
  }
  return meters;
}

/** @throws CommandError */
export function circleArguments([radiusText, unit]: readonly Bytes[]): GeoShape {
  const radius = floatArgument(radiusText, 'ERR need numeric radius');
  if (radius < 0) throw new CommandError('ERR radius cannot be negative');
  return { kind: 'circle', radius, metersPerUnit: unitArgument(unit) };
}

/** @throws CommandError */
export function boxArguments([widthText, heightText, unit]: readonly Bytes[]): GeoShape {
  const width = floatArgument(widthText, 'ERR need numeric width');
  const height = floatArgument(heightText, 'ERR need numeric height');
  if (height < 0 || width < 0) throw new CommandError('ERR height or width cannot be negative');
  return { kind: 'box', width, height, metersPerUnit: unitArgument(unit) };
}

/** @throws CommandError when it is no member */
export function memberPosition(source: SortedSetValue, member: Bytes | undefined): GeoPosition {
  const score = source.score(member ?? '');
  if (score === undefined) throw new CommandError('ERR could not decode requested zset member');
  return positionOfScore(score);
}
