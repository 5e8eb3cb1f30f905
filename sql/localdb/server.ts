// The listening server: binds host and port, accepts TDS connections up to a limit, and stops cleanly.

import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { SessionHost } from './execution/client.ts';
import { Connection } from './tds/connection.ts';

export interface ServerOptions {
  readonly sessionHost: SessionHost;
  readonly password: string;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  /** PEM texts; without them connections are not encrypted. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** Further connections are closed at once. Default 1000. */
  readonly maximumConnections?: number;
  /** Largest request in bytes. Default 256 MB. */
  readonly messageLimit?: number;
  /** Milliseconds that a client may take to log in. Default 15 s. */
  readonly loginTimeout?: number;
}

export interface RunningServer {
  readonly host: string;
  readonly port: number;
  /** Closes all connections, rolls back what they had open, and resolves when nothing is left. */
  stop(): Promise<void>;
}

/** Starts to listen; rejects when the address can't be bound. */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  const maximumConnections = options.maximumConnections ?? 1000;
  const connections = new Set<Connection>();
  const connectionOptions = {
    host: options.sessionHost,
    password: options.password,
    // Up to TLS 1.2, as TDS 7.x has it: the handshake travels in packets, and 1.3 sends tickets after its end.
    tls: options.tls && createSecureContext({ cert: options.tls.certificate, key: options.tls.key, maxVersion: 'TLSv1.2' }),
    messageLimit: options.messageLimit ?? 256 * 1024 * 1024,
    loginTimeout: options.loginTimeout ?? 15_000,
    onClose: (connection: Connection): void => {
      connections.delete(connection);
    },
  };
  const server = createServer((socket: Socket) => {
    if (connections.size >= maximumConnections) socket.destroy();
    else connections.add(new Connection(socket, connectionOptions));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // A failed accept (no file handles left) is over when a connection closes; it must not end the process.
  server.on('error', () => {});
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no TCP address');

  return {
    host: address.address,
    port: address.port,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const ended = [...connections].map((connection) => connection.closed);
      for (const connection of connections) connection.destroy();
      await Promise.all([closed, ...ended]);
    },
  };
};
