import type { Bytes } from '../bytes.js';
import { encodeReply } from '../reply/encode-reply.js';
import { PushReply } from '../reply/reply.js';
import type { Session } from '../session/session.js';
import type { TrackedClient } from './tracked-client.js';

// The last item is encoded once for all who are told.
const PUSH_HEAD = `>2\r\n${encodeReply('invalidate', 3)}`;
const MESSAGE_HEAD = `*3\r\n${encodeReply('message', 2)}${encodeReply('__redis__:invalidate', 2)}`;

/**
 * Tells a client, or whom it redirects to, that keys have changed: RESP3 by a push, RESP2 as a
 * message to a subscriber that is redirected to. Others cannot be told.
 *
 * @param keys the array of keys, encoded; of a flush the null
 */
export function sendInvalidation(
  client: TrackedClient,
  sessions: ReadonlyMap<number, Session>,
  keys: Bytes,
): void {
  const { session, options } = client;
  const isRedirected = options.redirect !== 0;
  const target = isRedirected ? sessions.get(options.redirect) : session;
  if (!target) tellBroken(client);
  else if (target.protocol === 3) target.send(PUSH_HEAD + keys);
  else if (isRedirected && target.isSubscribed) target.send(MESSAGE_HEAD + keys);
}

function tellBroken(client: TrackedClient): void {
  const { session, options } = client;
  client.isRedirectBroken = true;
  session.tracking.flags = client.flags;
  if (session.protocol === 3) {
    session.push(new PushReply(['tracking-redir-broken', options.redirect]));
  }
}
