import { AbstractConnector } from 'ioredis';
import type { Server } from '../server/server.js';
import type { DeliverySchedule } from './delivery-schedule.js';
import { MemorySocket } from './memory-socket.js';

type NetStream = Awaited<ReturnType<AbstractConnector['connect']>>;
type ConnectorClass = new (options: unknown) => AbstractConnector;

const DISCONNECT_TIMEOUT_MS = 2000;

/** For the `Connector` option of ioredis: joins a client to the engine instead of to a network. */
export function memoryConnector(server: Server, deliveries: DeliverySchedule): ConnectorClass {
  return class MemoryConnector extends AbstractConnector {
    constructor() {
      super(DISCONNECT_TIMEOUT_MS);
    }

    override async connect(): Promise<NetStream> {
      this.connecting = true;
      if (server.isClosed) throw new Error('The embedded engine is closed');
      const socket = new MemorySocket(sink => server.connect(sink), deliveries);
      this.stream = asNetStream(socket);
      return this.stream;
    }

    // The inherited one waits on a timer, which fake timers would keep.
    override disconnect(): void {
      this.connecting = false;
      this.stream?.end();
    }
  };
}

/** ioredis types its stream as a socket, of which it uses what a MemorySocket has. */
function asNetStream(socket: MemorySocket): NetStream {
  const stream: unknown = socket;
  if (isNetStream(stream)) return stream;
  throw new TypeError('Not a stream for ioredis');
}

function isNetStream(stream: unknown): stream is NetStream {
  return stream instanceof MemorySocket;
}
