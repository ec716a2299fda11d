import type { Bytes } from '../../bytes.js';
import type { Protocol } from '../../reply/encode-reply.js';
import { formatHumanDouble } from '../../reply/format-fixed.js';
import { DoubleReply, type Reply } from '../../reply/reply.js';
import type { GeoPosition } from './geo-position.js';

const DISTANCE_DIGITS = 4;
/** What the least integer of 64 bits is, for a distance that is no number. */
const NO_DISTANCE = '-922337203685477.5808';

/** A distance as Redis answers it: a text in either protocol, rounded as a product. */
export function distanceText(distance: number): Bytes {
  if (!Number.isFinite(distance)) return NO_DISTANCE;
  const digits = String(roundToEven(distance * 10 ** DISTANCE_DIGITS)).padStart(
    DISTANCE_DIGITS + 1,
    '0',
  );
  return `${digits.slice(0, -DISTANCE_DIGITS)}.${digits.slice(-DISTANCE_DIGITS)}`;
}

/** A pair of doubles, with more digits than those of other commands. */
export function positionReply({ longitude, latitude }: GeoPosition, protocol: Protocol): Reply {
  return [longitude, latitude].map(degrees => {
    const text = formatHumanDouble(degrees);
    return protocol === 3 ? new DoubleReply(degrees, text) : text;
  });
}

function roundToEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
