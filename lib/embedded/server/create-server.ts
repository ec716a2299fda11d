import { CommandTable } from '../commands/command-table.js';
import { COMMAND_FAMILIES } from '../commands/families.js';
import { Server, type ServerOptions } from './server.js';

/** A server with all that the engine has, and nobody connected yet. */
export function createServer(options: ServerOptions = {}): Server {
  return new Server(new CommandTable(COMMAND_FAMILIES), options);
}
