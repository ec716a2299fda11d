import type { Bytes } from '../../bytes.js';
import type { SortedSetValue } from '../../keyspace/sorted-set/sorted-set-value.js';
import { keyword } from '../arguments.js';
import { CommandError } from '../command-error.js';
import { circleArguments, memberPosition, positionArguments } from './geo-arguments.js';
import type { GeoOptionTable } from './geo-search-options.js';
import { emptyRequest, type GeoSearchRequest } from './geo-search-request.js';

/** What a command that searches has in its name, and takes no option for. */
export interface GeoSearchForm {
  /** What stands before the options: a position and a radius, a member and a radius, or nothing. */
  readonly around: 'position' | 'member' | 'options';
  readonly options: GeoOptionTable;
  readonly optionsAt: number;
  /** Its first argument is the destination. */
  readonly stores: boolean;
}

/**
 * Parses what follows the key of a set of positions, in the order in which Redis finds what is
 * wrong.
 *
 * @throws CommandError
 */
export function parseGeoSearch(
  args: readonly Bytes[],
  form: GeoSearchForm,
  source: SortedSetValue | undefined,
): GeoSearchRequest {
  const request = emptyRequest();
  if (form.stores) request.destination = args[1];
  readArea(request, args, form, source);
  readOptions(request, args, form, source);
  checkRequest(request, args[0] ?? '', form);
  // Without an order none are the nearest.
  if (request.count !== undefined && !request.isAny) request.order ??= 'nearest';
  return request;
}

function readArea(
  request: GeoSearchRequest,
  args: readonly Bytes[],
  { around }: GeoSearchForm,
  source: SortedSetValue | undefined,
): void {
  if (around === 'position') {
    request.center = positionArguments(args.slice(2));
    request.shape = circleArguments(args.slice(4));
  }
  // Redis does not even look at the radius around a member of nothing.
  if (around === 'member' && source) {
    request.center = memberPosition(source, args[2]);
    request.shape = circleArguments(args.slice(3));
  }
}

function readOptions(
  request: GeoSearchRequest,
  args: readonly Bytes[],
  { options, optionsAt }: GeoSearchForm,
  source: SortedSetValue | undefined,
): void {
  let at = optionsAt;
  while (at < args.length) {
    const name = keyword(args[at]);
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!option || at + option.operands >= args.length) throw CommandError.syntax();
    if (option.allows?.(request) === false) throw CommandError.syntax();
    option.read(request, args.slice(at + 1, at + 1 + option.operands), source);
    at += 1 + option.operands;
  }
}

function checkRequest(
  request: GeoSearchRequest,
  command: Bytes,
  { around, stores }: GeoSearchForm,
): void {
  const { withDistance, withHash, withPosition } = request;
  if (request.destination !== undefined && (withDistance || withHash || withPosition)) {
    const what = stores ? 'GEOSEARCHSTORE' : 'STORE option in GEORADIUS';
    throw new CommandError(
      `ERR ${what} is not compatible with WITHDIST, WITHHASH and WITHCOORD options`,
    );
  }
  if (around === 'options' && !request.centerFrom) {
    throw missingOption('FROMMEMBER or FROMLONLAT', command);
  }
  if (around === 'options' && !request.shape) throw missingOption('BYRADIUS and BYBOX', command);
  if (request.isAny && request.count === undefined) {
    throw new CommandError('ERR the ANY argument requires COUNT argument');
  }
}

function missingOption(options: string, command: Bytes): CommandError {
  return new CommandError(`ERR exactly one of ${options} can be specified for ${command}`);
}
