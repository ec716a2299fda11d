import type { Bytes } from '../../bytes.js';
import { SortedSetValue } from '../../keyspace/sorted-set/sorted-set-value.js';
import { NULL_ARRAY, type Reply } from '../../reply/reply.js';
import { keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { addToSortedSet } from '../sorted-set/sorted-set-add.commands.js';
import { positionArguments, unitArgument } from './geo-arguments.js';
import { distance } from './geo-distance.js';
import { positionOfScore, scoreOfPosition } from './geo-score.js';
import { distanceText, positionReply } from './geo-text.js';
import { standardGeohash } from './standard-geohash.js';

type Args = readonly Bytes[];

const ADD_OPTIONS = new Set(['nx', 'xx', 'ch']);

export const GEO_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'geoadd',
    arity: -5,
    flags: ['write', 'denyoom'],
    keys: FIRST_KEY,
    group: 'geo',
    since: '3.2.0',
    summary:
      'Add one or more geospatial items in the geospatial index represented using a sorted set',
    syntax: 'key [NX | XX] [CH] longitude latitude member [longitude latitude member ...]',
    handler: geoadd,
  },
  {
    name: 'geodist',
    arity: -4,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'geo',
    since: '3.2.0',
    summary: 'Returns the distance between two members of a geospatial index',
    syntax: 'key member1 member2 [M | KM | FT | MI]',
    handler: geodist,
  },
  {
    name: 'geohash',
    arity: -2,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'geo',
    since: '3.2.0',
    summary: 'Returns members of a geospatial index as standard geohash strings',
    syntax: 'key [member [member ...]]',
    handler: geohash,
  },
  {
    name: 'geopos',
    arity: -2,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'geo',
    since: '3.2.0',
    summary: 'Returns longitude and latitude of members of a geospatial index',
    syntax: 'key [member [member ...]]',
    handler: geopos,
  },
];

/** Runs as the ZADD that it is. */
function geoadd(context: CommandContext, args: Args): Reply {
  let start = 2;
  while (ADD_OPTIONS.has(keyword(args[start]))) start++;
  const options = args.slice(2, start);
  const isBoth = ['nx', 'xx'].every(name => options.some(option => keyword(option) === name));
  if ((args.length - start) % 3 !== 0 || isBoth) throw CommandError.syntax();
  const scored: Bytes[] = [];
  for (let at = start; at < args.length; at += 3) {
    const score = scoreOfPosition(positionArguments(args.slice(at, at + 2)));
    scored.push(String(score), args[at + 2] ?? '');
  }
  return addToSortedSet(context, ['zadd', args[1] ?? '', ...options, ...scored], false);
}

function geodist(context: CommandContext, args: Args): Reply {
  const [, key = '', from = '', to = '', unit = 'm'] = args;
  if (args.length > 5) throw CommandError.syntax();
  const metersPerUnit = unitArgument(unit);
  const value = context.read(key, SortedSetValue);
  const scores = [value?.score(from), value?.score(to)] as const;
  if (scores[0] === undefined || scores[1] === undefined) return null;
  const meters = distance(positionOfScore(scores[0]), positionOfScore(scores[1]));
  return distanceText(meters / metersPerUnit);
}

function geohash(context: CommandContext, [, key = '', ...members]: Args): Reply {
  const value = context.read(key, SortedSetValue);
  return members.map(member => {
    const score = value?.score(member);
    return score === undefined ? null : standardGeohash(positionOfScore(score));
  });
}

function geopos(context: CommandContext, [, key = '', ...members]: Args): Reply {
  const value = context.read(key, SortedSetValue);
  return members.map(member => {
    const score = value?.score(member);
    return score === undefined
      ? NULL_ARRAY
      : positionReply(positionOfScore(score), context.protocol);
  });
}
