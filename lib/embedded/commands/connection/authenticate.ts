import type { Bytes } from '../../bytes.js';
import type { Server } from '../../server/server.js';
import type { Session } from '../../session/session.js';
import { CommandError } from '../command-error.js';

/** @throws CommandError WRONGPASS */
export function authenticate(server: Server, session: Session, user: Bytes, password: Bytes): void {
  const { requirePass } = server.config;
  if (user !== 'default' || (requirePass !== '' && password !== requirePass)) {
    throw new CommandError('WRONGPASS invalid username-password pair or user is disabled.');
  }
  session.user = user;
  session.isAuthenticated = true;
}
