import type { Bytes } from '../../bytes.js';
import { SortedSetValue } from '../../keyspace/sorted-set/sorted-set-value.js';
import type { Reply } from '../../reply/reply.js';
import { keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { type CommandSpec, FIRST_KEY, type KeyPositions } from '../command-spec.js';
import { storeSortedSet } from '../sorted-set/store-sorted-set.js';
import { findPositions, type FoundPosition } from './find-positions.js';
import { distance } from './geo-distance.js';
import {
  RADIUS_OPTIONS,
  RADIUS_READ_OPTIONS,
  SEARCH_OPTIONS,
  SEARCH_STORE_OPTIONS,
} from './geo-search-options.js';
import { areaOf, type GeoSearchRequest } from './geo-search-request.js';
import { distanceText, positionReply } from './geo-text.js';
import { type GeoSearchForm, parseGeoSearch } from './parse-geo-search.js';
import { PRECISE } from './precise-trigonometry.js';

type Args = readonly Bytes[];

const UNIT = '<M | KM | FT | MI>';
const COUNT = '[COUNT count [ANY]] [ASC | DESC]';
const WITH = '[WITHCOORD] [WITHDIST] [WITHHASH]';
const STORE = '[STORE key] [STOREDIST key]';
const FROM = '<FROMMEMBER member | FROMLONLAT longitude latitude>';
const BY = `<BYRADIUS radius ${UNIT} | BYBOX width height ${UNIT}>`;

const AROUND_POSITION = { around: 'position', optionsAt: 6, stores: false } as const;
const AROUND_MEMBER = { around: 'member', optionsAt: 5, stores: false } as const;

export const GEO_SEARCH_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'georadius',
    arity: -6,
    flags: ['write', 'denyoom'],
    keys: radiusKeys(AROUND_POSITION),
    group: 'geo',
    since: '3.2.0',
    summary:
      'Query a sorted set representing a geospatial index to fetch members matching a given maximum distance from a point',
    syntax: `key longitude latitude radius ${UNIT} ${WITH} ${COUNT} ${STORE}`,
    handler: searchHandler({ ...AROUND_POSITION, options: RADIUS_OPTIONS }),
  },
  {
    name: 'georadius_ro',
    arity: -6,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'geo',
    since: '3.2.10',
    summary: 'A read-only variant for GEORADIUS',
    syntax: `key longitude latitude radius ${UNIT} ${WITH} ${COUNT}`,
    handler: searchHandler({ ...AROUND_POSITION, options: RADIUS_READ_OPTIONS }),
  },
  {
    name: 'georadiusbymember',
    arity: -5,
    flags: ['write', 'denyoom'],
    keys: radiusKeys(AROUND_MEMBER),
    group: 'geo',
    since: '3.2.0',
    summary:
      'Query a sorted set representing a geospatial index to fetch members matching a given maximum distance from a member',
    syntax: `key member radius ${UNIT} ${WITH} ${COUNT} ${STORE}`,
    handler: searchHandler({ ...AROUND_MEMBER, options: RADIUS_OPTIONS }),
  },
  {
    name: 'georadiusbymember_ro',
    arity: -5,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'geo',
    since: '3.2.10',
    summary: 'A read-only variant for GEORADIUSBYMEMBER',
    syntax: `key member radius ${UNIT} ${WITH} ${COUNT}`,
    handler: searchHandler({ ...AROUND_MEMBER, options: RADIUS_READ_OPTIONS }),
  },
  {
    name: 'geosearch',
    arity: -7,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'geo',
    since: '6.2.0',
    summary:
      'Query a sorted set representing a geospatial index to fetch members inside an area of a box or a circle.',
    syntax: `key ${FROM} ${BY} [ASC | DESC] [COUNT count [ANY]] ${WITH}`,
    handler: searchHandler({
      around: 'options',
      optionsAt: 2,
      stores: false,
      options: SEARCH_OPTIONS,
    }),
  },
  {
    name: 'geosearchstore',
    arity: -8,
    flags: ['write', 'denyoom'],
    keys: { first: 1, last: 2, step: 1 },
    group: 'geo',
    since: '6.2.0',
    summary:
      'Query a sorted set representing a geospatial index to fetch members inside an area of a box or a circle, and store the result in another key.',
    syntax: `destination source ${FROM} ${BY} [ASC | DESC] [COUNT count [ANY]] [STOREDIST]`,
    handler: searchHandler({
      around: 'options',
      optionsAt: 3,
      stores: true,
      options: SEARCH_STORE_OPTIONS,
    }),
  },
];

/** The source, and what follows the first STORE and the first STOREDIST, wherever they stand. */
function radiusKeys({ optionsAt }: Pick<GeoSearchForm, 'optionsAt'>): KeyPositions {
  return {
    ...FIRST_KEY,
    find: args => {
      const options = args.slice(optionsAt, -1).map(keyword);
      const stores = ['store', 'storedist'].map(name => options.indexOf(name));
      return [1, ...stores.filter(at => at >= 0).map(at => optionsAt + at + 1)];
    },
  };
}

function searchHandler(form: GeoSearchForm): (context: CommandContext, args: Args) => Reply {
  return (context, args) => {
    const source = context.read(args[form.stores ? 2 : 1] ?? '', SortedSetValue);
    const request = parseGeoSearch(args, form, source);
    const found = source ? findPositions(source, request) : [];
    const { destination } = request;
    if (destination === undefined) return found.map(entry => entryReply(context, request, entry));
    const scored = request.storesDistance ? found.map(entry => byDistance(request, entry)) : found;
    const event = form.around === 'options' ? 'geosearchstore' : 'georadiusstore';
    return storeSortedSet(context, destination, scored, event);
  };
}

/** A member; with what was asked for besides, an array that begins with it. */
function entryReply(
  { protocol }: CommandContext,
  request: GeoSearchRequest,
  { member, score, position, meters }: FoundPosition,
): Reply {
  const { withDistance, withHash, withPosition } = request;
  if (!withDistance && !withHash && !withPosition) return member;
  const reply: Reply[] = [member];
  if (withDistance) reply.push(distanceText(meters / unitOf(request)));
  if (withHash) reply.push(Math.trunc(score));
  if (withPosition) reply.push(positionReply(position, protocol));
  return reply;
}

/** Every digit of a score can be seen. */
function byDistance(
  request: GeoSearchRequest,
  { member, position }: FoundPosition,
): { readonly member: Bytes; readonly score: number } {
  const { center, shape } = areaOf(request);
  return { member, score: distance(center, position, PRECISE) / shape.metersPerUnit };
}

/** In meters. */
function unitOf(request: GeoSearchRequest): number {
  return areaOf(request).shape.metersPerUnit;
}
