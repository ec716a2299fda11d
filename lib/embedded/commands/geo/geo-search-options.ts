import type { Bytes } from '../../bytes.js';
import type { SortedSetValue } from '../../keyspace/sorted-set/sorted-set-value.js';
import { integerArgument } from '../arguments.js';
import { CommandError } from '../command-error.js';
import {
  boxArguments,
  circleArguments,
  memberPosition,
  positionArguments,
} from './geo-arguments.js';
import type { GeoSearchRequest } from './geo-search-request.js';

/** An option of a command that searches positions. */
export interface GeoOption {
  /** How many arguments follow its name. */
  readonly operands: number;
  /** Whether it may follow what was read before; it may, unless told. */
  allows?(request: GeoSearchRequest): boolean;
  /** @throws CommandError */
  read(
    request: GeoSearchRequest,
    operands: readonly Bytes[],
    source: SortedSetValue | undefined,
  ): void;
}

/** By their names in lower case. */
export type GeoOptionTable = Readonly<Record<string, GeoOption>>;

const COMMON: GeoOptionTable = {
  withdist: { operands: 0, read: request => (request.withDistance = true) },
  withhash: { operands: 0, read: request => (request.withHash = true) },
  withcoord: { operands: 0, read: request => (request.withPosition = true) },
  any: { operands: 0, read: request => (request.isAny = true) },
  asc: { operands: 0, read: request => (request.order = 'nearest') },
  desc: { operands: 0, read: request => (request.order = 'farthest') },
  count: {
    operands: 1,
    read: (request, [count]) => {
      request.count = integerArgument(count);
      if (request.count <= 0) throw new CommandError('ERR COUNT must be > 0');
    },
  },
};

/** Of the commands that only read. */
export const RADIUS_READ_OPTIONS: GeoOptionTable = COMMON;

export const RADIUS_OPTIONS: GeoOptionTable = {
  ...COMMON,
  store: { operands: 1, read: (request, [key]) => store(request, key, false) },
  storedist: { operands: 1, read: (request, [key]) => store(request, key, true) },
};

export const SEARCH_OPTIONS: GeoOptionTable = {
  ...COMMON,
  frommember: {
    operands: 1,
    allows: ({ centerFrom }) => centerFrom !== 'position',
    read: (request, [member], source) => {
      request.centerFrom = 'member';
      request.center = source && memberPosition(source, member);
    },
  },
  fromlonlat: {
    operands: 2,
    allows: ({ centerFrom }) => centerFrom !== 'member',
    read: (request, operands) => {
      request.centerFrom = 'position';
      request.center = positionArguments(operands);
    },
  },
  byradius: {
    operands: 2,
    allows: ({ shape }) => shape?.kind !== 'box',
    read: (request, operands) => (request.shape = circleArguments(operands)),
  },
  bybox: {
    operands: 3,
    allows: ({ shape }) => shape?.kind !== 'circle',
    read: (request, operands) => (request.shape = boxArguments(operands)),
  },
};

export const SEARCH_STORE_OPTIONS: GeoOptionTable = {
  ...SEARCH_OPTIONS,
  storedist: { operands: 0, read: request => (request.storesDistance = true) },
};

function store(request: GeoSearchRequest, key: Bytes | undefined, storesDistance: boolean): void {
  request.destination = key;
  request.storesDistance = storesDistance;
}
