import type { Bytes } from '../../bytes.js';
import type { TrackedClient, TrackingOptions } from '../../tracking/tracked-client.js';
import { exactIntegerArgument, keyword } from '../arguments.js';
import { cString } from '../c-string.js';
import { CommandError } from '../command-error.js';

/** What CLIENT TRACKING ON asks for. */
export interface TrackingRequest extends TrackingOptions {
  readonly prefixes: readonly Bytes[];
}

type Flag = 'isBroadcast' | 'isOptIn' | 'isOptOut' | 'isNoLoop';

const FLAGS: ReadonlyMap<string, Flag> = new Map([
  ['bcast', 'isBroadcast'],
  ['optin', 'isOptIn'],
  ['optout', 'isOptOut'],
  ['noloop', 'isNoLoop'],
]);

/**
 * The options of CLIENT TRACKING.
 *
 * @param sessionExists whether there is a session of this id
 * @throws CommandError
 */
export function trackingArguments(
  options: readonly Bytes[],
  sessionExists: (id: number) => boolean,
): TrackingRequest {
  const request = {
    redirect: 0,
    isBroadcast: false,
    isOptIn: false,
    isOptOut: false,
    isNoLoop: false,
    prefixes: new Array<Bytes>(),
  };
  for (let at = 0; at < options.length; at++) {
    const option = keyword(options[at]);
    const flag = FLAGS.get(option);
    const value = options[at + 1];
    if (flag) request[flag] = true;
    else if (option === 'redirect' && value !== undefined) {
      if (request.redirect !== 0) {
        throw new CommandError('ERR A client can only redirect to a single other client');
      }
      request.redirect = Number(exactIntegerArgument(value));
      if (!sessionExists(request.redirect)) {
        throw new CommandError('ERR The client ID you want redirect to does not exist');
      }
      at++;
    } else if (option === 'prefix' && value !== undefined) {
      request.prefixes.push(value);
      at++;
    } else throw CommandError.syntax();
  }
  return request;
}

/**
 * Refuses options that do not go together, or not with those that the client has on already.
 *
 * @throws CommandError
 */
export function checkTracking(request: TrackingRequest, client: TrackedClient | undefined): void {
  const { isBroadcast, isOptIn, isOptOut, prefixes } = request;
  if (!isBroadcast && prefixes.length > 0) {
    throw new CommandError('ERR PREFIX option requires BCAST mode to be enabled');
  }
  if (client && client.options.isBroadcast !== isBroadcast) throw cannotSwitch('BCAST mode on/off');
  if (isBroadcast && (isOptIn || isOptOut)) {
    throw new CommandError('ERR OPTIN and OPTOUT are not compatible with BCAST');
  }
  if (isOptIn && isOptOut) {
    throw new CommandError("ERR You can't specify both OPTIN mode and OPTOUT mode");
  }
  if (client && ((isOptIn && client.options.isOptOut) || (isOptOut && client.options.isOptIn))) {
    throw cannotSwitch('OPTIN/OPTOUT mode');
  }
  checkOverlaps(prefixes, client?.prefixes ?? new Set());
}

function checkOverlaps(prefixes: readonly Bytes[], existing: ReadonlySet<Bytes>): void {
  const sorted = [...existing].toSorted();
  for (const [at, prefix] of prefixes.entries()) {
    const overlapped = sorted.find(other => overlap(prefix, other));
    if (overlapped !== undefined) throw overlapping(prefix, `an existing prefix '${overlapped}'`);
    const provided = prefixes.slice(at + 1).find(other => overlap(prefix, other));
    if (provided !== undefined) throw overlapping(prefix, `another provided prefix '${provided}'`);
  }
}

function overlap(a: Bytes, b: Bytes): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

function overlapping(prefix: Bytes, other: string): CommandError {
  return new CommandError(
    `ERR Prefix '${cString(prefix)}' overlaps with ${other}. Prefixes for a single client must not overlap.`,
  );
}

function cannotSwitch(mode: string): CommandError {
  return new CommandError(
    `ERR You can't switch ${mode} before disabling tracking for this client, and then re-enabling it with a different mode.`,
  );
}
