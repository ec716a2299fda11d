import type { Bytes } from '../../bytes.js';
import { CommandError } from '../command-error.js';
import type { GeoArea, GeoShape } from './geo-area.js';
import type { GeoPosition } from './geo-position.js';

/** What a command asks for that searches positions. */
export interface GeoSearchRequest {
  /** None as long as there is no set that could have the member. */
  center: GeoPosition | undefined;
  centerFrom: 'member' | 'position' | undefined;
  shape: GeoShape | undefined;
  order: 'nearest' | 'farthest' | undefined;
  /** None: as many as there are. */
  count: number | undefined;
  /** The first ones met will do. */
  isAny: boolean;
  withDistance: boolean;
  withHash: boolean;
  withPosition: boolean;
  destination: Bytes | undefined;
  storesDistance: boolean;
}

/** To be completed by what is read. */
export function emptyRequest(): GeoSearchRequest {
  return {
    center: undefined,
    centerFrom: undefined,
    shape: undefined,
    order: undefined,
    count: undefined,
    isAny: false,
    withDistance: false,
    withHash: false,
    withPosition: false,
    destination: undefined,
    storesDistance: false,
  };
}

/** Where to search, once there is a set to search in. */
export function areaOf({ center, shape }: GeoSearchRequest): GeoArea {
  if (!center || !shape) throw CommandError.syntax();
  return { center, shape };
}
