import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Logger } from '../../application/shared/logger.ts';

type Limits = {
  /** From the first byte of a request to the end of its headers. */
  readonly headersTimeoutMs?: number;
  /** From the first byte of a request to the end of its body. */
  readonly requestTimeoutMs?: number;
  /**
   * How long a connection may stay idle: longer than the proxy in front keeps it, or the proxy would use closed ones.
   */
  readonly keepAliveTimeoutMs?: number;
  /** All headers together, in bytes. */
  readonly maxHeaderSize?: number;
};

type Options = {
  /** An Express application or any other listener. */
  readonly listener: RequestListener;
  readonly port: number;
  readonly host?: string;
  readonly logger: Logger;
  /** How long requests in flight may take to end once the server stops. */
  readonly drainMs?: number;
  readonly limits?: Limits;
};

export type HttpServer = {
  /** The port, also when a free one was requested with 0. */
  readonly port: number;
  /**
   * Stops accepting, closes idle connections, lets requests in flight end and cuts the remaining ones after `drainMs`.
   * Resolves when no connection is left; safe to repeat.
   */
  stop(): Promise<void>;
};

/** Serves until stopped. @throws Error when the address cannot be listened on. */
export async function startHttpServer(options: Options): Promise<HttpServer> {
  const { listener, port, host, logger, drainMs = 10_000, limits = {} } = options;
  const server = createServer({
    headersTimeout: limits.headersTimeoutMs ?? 15_000,
    requestTimeout: limits.requestTimeoutMs ?? 60_000,
    keepAliveTimeout: limits.keepAliveTimeoutMs ?? 75_000,
    maxHeaderSize: limits.maxHeaderSize ?? 16_384,
    connectionsCheckingInterval: 5_000,
  });
  const connections = new Connections(server);
  server.on('request', listener);
  server.listen(port, host);
  await once(server, 'listening');
  server.on('error', (error) => logger.error('The HTTP server failed', {}, error));

  const stop = async () => {
    const closed = once(server, 'close');
    server.close();
    connections.drain();
    const deadline = setTimeout(() => {
      logger.warn('Cut connections that did not end in time', { connections: connections.count });
      connections.cut();
    }, drainMs);
    await closed;
    clearTimeout(deadline);
  };
  let stopping: Promise<void> | undefined;
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

type Connection = { readonly responses: Set<ServerResponse>; bytesAtRest: number };

/**
 * The requests in flight on each connection. Node's own `closeIdleConnections` does not close connections without any
 * request, which browsers and proxies open in advance.
 */
class Connections {
  private readonly open = new Map<Socket, Connection>();
  private draining = false;

  /** Create it before the listener is added, so that it sees requests first. */
  constructor(server: Server) {
    server.on('connection', (socket) => {
      this.open.set(socket, { responses: new Set(), bytesAtRest: 0 });
      socket.once('close', () => this.open.delete(socket));
    });
    server.on('request', ({ socket }, response) => {
      const connection = this.open.get(socket);
      connection?.responses.add(response);
      if (this.draining) announceClose(response);
      response.once('close', () => {
        connection?.responses.delete(response);
        if (connection) connection.bytesAtRest = socket.bytesRead;
        if (this.draining) this.closeIfIdle(socket);
      });
    });
  }

  get count(): number {
    return this.open.size;
  }

  drain(): void {
    this.draining = true;
    for (const [socket, { responses }] of this.open) {
      for (const response of responses) announceClose(response);
      this.closeIfIdle(socket);
    }
  }

  cut(): void {
    for (const socket of this.open.keys()) socket.destroy();
  }

  /** A partly received request is in flight as well. */
  private closeIfIdle(socket: Socket): void {
    const connection = this.open.get(socket);
    if (connection === undefined || connection.responses.size > 0) return;
    if (socket.bytesRead === connection.bytesAtRest) socket.destroySoon();
  }
}

/** Makes the client send its next request on another connection. Impossible once the headers are sent. */
function announceClose(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
