import { ScriptError } from './script.error.js';

/**
 * The server could not be reached, or did not answer within the deadline. A command that was
 * already sent when the deadline passed may still run on the server.
 *
 * @publicApi
 */
export class ServerUnavailableError extends ScriptError {
  readonly code = 'SERVER_UNAVAILABLE';
}
