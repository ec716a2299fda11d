import type { Bytes } from '../../bytes.js';
import type { Session } from '../../session/session.js';
import { cString } from '../c-string.js';
import { CommandError } from '../command-error.js';

const TYPES: Readonly<Record<string, ClientType>> = {
  normal: 'normal',
  slave: 'replica',
  replica: 'replica',
  pubsub: 'pubsub',
  master: 'master',
};

/** The kinds of CLIENT LIST TYPE; the engine has no replicas and no master. */
export type ClientType = 'normal' | 'replica' | 'pubsub' | 'master';

export function clientTypeArgument(text: Bytes): ClientType {
  const type = Object.hasOwn(TYPES, text.toLowerCase()) ? TYPES[text.toLowerCase()] : undefined;
  if (!type) throw new CommandError(`ERR Unknown client type '${cString(text)}'`);
  return type;
}

export function clientTypeOf(session: Session): ClientType {
  return session.isSubscribed ? 'pubsub' : 'normal';
}
