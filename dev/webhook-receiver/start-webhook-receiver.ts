import { once } from 'node:events';
import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { MatrixRooms } from './matrix-rooms.ts';
import type { ReceivedCall, Reply } from './reply.ts';
import { ScimGroups } from './scim-groups.ts';

/**
 * `drop`: breaks the connection. `silence`: never answers. `after`: carries out the call, then breaks the connection.
 */
export type ReceiverFault = 'drop' | 'silence' | 'after' | Reply;

type Options = {
  /** 0, by default, for any free port. */
  readonly port?: number;
  /** Address that it listens on; by default the loopback address. */
  readonly host?: string;
  /** PEM; without them it speaks plain HTTP. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Bearer token that SCIM calls must show. */
  readonly scimToken?: string;
};

export type WebhookReceiver = Awaited<ReturnType<typeof startWebhookReceiver>>;

async function readCall(request: IncomingMessage): Promise<ReceivedCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const { method = 'GET', url = '/', headers } = request;
  let body: unknown;
  try {
    body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    body = undefined;
  }
  const { host, authorization, 'content-type': contentType } = headers;
  return { method, path: url, host, contentType, authorization, body };
}

/** Starts a service that receives webhooks: groups over SCIM, rooms over Matrix, at one address. */
export async function startWebhookReceiver({ port = 0, host = '127.0.0.1', tls, scimToken }: Options = {}) {
  const groups = new ScimGroups();
  const rooms = new MatrixRooms();
  const calls: ReceivedCall[] = [];
  const carriedOut: ReceivedCall[] = [];
  let faults: ReceiverFault[] = [];
  let latencyMs = 0;

  const answer = (call: ReceivedCall): Reply => {
    if (call.path.startsWith('/Groups/') && scimToken !== undefined) {
      if (call.authorization !== `Bearer ${scimToken}`) return { status: 401 };
    }
    const reply = groups.answer(call) ?? rooms.answer(call) ?? { status: 404 };
    if (reply.status < 300) carriedOut.push(call);
    return reply;
  };

  const send = (response: ServerResponse, { status, headers = {}, body }: Reply): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = await readCall(request);
    calls.push(call);
    const fault = faults.shift();
    if (latencyMs > 0) await wait(latencyMs);
    if (fault === 'silence') return;
    if (fault === undefined) send(response, answer(call));
    else if (typeof fault === 'object') send(response, fault);
    else {
      if (fault === 'after') answer(call);
      request.socket.destroy();
    }
  };

  const listener = (request: IncomingMessage, response: ServerResponse) =>
    void handle(request, response).catch(() => request.socket.destroy());
  const server = tls ? createTlsServer(tls, listener) : createPlainServer(listener);
  server.listen(port, host);
  await once(server, 'listening');
  const { port: chosen } = server.address() as AddressInfo;

  return {
    port: chosen,
    url: `${tls ? 'https' : 'http'}://${tls ? 'localhost' : host}:${chosen}`,
    groups,
    rooms,
    /** Every request so far, in order. */
    calls: calls as readonly ReceivedCall[],
    /** Requests that had an effect, or whose effect existed already. */
    carriedOut: carriedOut as readonly ReceivedCall[],
    /** Makes the next requests fail with these faults, in order. */
    failNext: (...next: readonly ReceiverFault[]): void => {
      faults = [...faults, ...next];
    },
    /** Waits that long before it answers. */
    setLatency: (milliseconds: number): void => {
      latencyMs = milliseconds;
    },
    /** Stops at once, ending open connections. */
    close: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
