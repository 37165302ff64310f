import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

type Options = Readonly<{
  /** `user:password` that clients must send. */
  credentials?: string;
  /** Makes it a proxy that is itself reached over TLS. */
  tls?: Readonly<{ key: string; cert: string }>;
}>;

export type ForwardProxy = Awaited<ReturnType<typeof startForwardProxy>>;

/** A proxy that forwards requests for `http:` addresses and opens tunnels for others (RFC 9110 sections 7.3.2 and 9.3.6). */
export async function startForwardProxy({ credentials, tls }: Options = {}) {
  /** `GET http://…` and `CONNECT host:port`, in order. */
  const seen: string[] = [];
  const tunnels = new Set<Socket>();
  const expected = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  const isRefused = ({ headers }: IncomingMessage) =>
    expected !== undefined && headers['proxy-authorization'] !== expected;

  const onRequest: RequestListener = (request, response) => {
    const { method = '', url = '', headers: given } = request;
    const { 'proxy-authorization': _password, ...headers } = given;
    seen.push(`${method} ${url}`);
    if (isRefused(request)) {
      response.writeHead(407, { 'proxy-authenticate': 'Basic' }).end();
      return;
    }
    const onward = forward(url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  };
  const onConnect = (request: IncomingMessage, client: Duplex) => {
    seen.push(`CONNECT ${request.url}`);
    if (isRefused(request)) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const [host = '', port = ''] = (request.url ?? '').split(':');
    const server = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      client.pipe(server).pipe(client);
    });
    tunnels.add(server);
    server.on('error', () => client.destroy());
    client.on('error', () => server.destroy());
    server.on('close', () => client.destroy());
  };

  const server = tls ? createSecureServer(tls, onRequest) : createServer(onRequest);
  server.on('connect', onConnect);
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const user = credentials === undefined ? '' : `${credentials}@`;
  return {
    url: `${tls ? 'https' : 'http'}://${user}localhost:${port}`,
    seen,
    close: async (): Promise<void> => {
      for (const tunnel of tunnels) tunnel.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Terminates TLS in front of a server without it; returns the address. */
export async function startTlsFront(target: string, tls: Readonly<{ key: string; cert: string }>) {
  const server = createSecureServer(tls, (request, response) => {
    const { method, url = '', headers } = request;
    const onward = forward(new URL(url, target), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  }).listen(0, 'localhost');
  await once(server, 'listening');
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    close: async (): Promise<void> => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
