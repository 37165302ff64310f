import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '../../src/infrastructure/observability/http-server.ts';
import { createLogger } from '../../src/infrastructure/observability/mozlog-logger.ts';
import { eventually } from '../support/eventually.ts';
import { keepLines } from './log-lines.ts';

const GET = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a.fr\r\n\r\n`;

let server: HttpServer | undefined;
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server?.stop();
  server = undefined;
});

type Extra = Pick<Parameters<typeof startHttpServer>[0], 'drainMs' | 'limits'>;

/** A server that answers `/` at once and delays other responses. */
async function open(extra: Extra = {}) {
  const held: ServerResponse[] = [];
  const kept = keepLines();
  const started = await startHttpServer({
    port: 0,
    host: '127.0.0.1',
    logger: createLogger({ name: 'regie.http', level: 'info', release: '1', ...kept }),
    listener: (req, res) => void (req.url === '/' ? res.end('at once') : held.push(res)),
    ...extra,
  });
  server = started;
  const holds = (count: number) => eventually(() => expect(held).toHaveLength(count));
  return { ...started, held, holds, entries: kept.entries };
}

const sockets: Socket[] = [];
async function dial(port: number) {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk;
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await once(socket, 'connect');
  const receives = (text: string) => eventually(() => expect(received).toContain(text));
  return { socket, closed, receives, received: () => received };
}

describe('stopping the HTTP server', () => {
  it('lets a request in flight end, and tells its client to connect elsewhere', async () => {
    const { port, stop, held, holds } = await open();
    const client = await dial(port);
    client.socket.write(GET('/slow'));
    await holds(1);
    let stopped = false;
    const stopping = stop().then(() => {
      stopped = true;
    });
    await expect(dial(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(stopped).toBe(false);
    held[0]?.end('finished');
    await Promise.all([stopping, client.closed]);
    expect(client.received()).toMatch(/^HTTP\/1.1 200 OK\r\n[\s\S]*Connection: close\r\n[\s\S]*finished/);
  });

  it('lets a response end whose headers were sent, then closes its connection', async () => {
    const { port, stop, held, holds } = await open();
    const client = await dial(port);
    client.socket.write(GET('/slow'));
    await holds(1);
    held[0]?.write('first ');
    await client.receives('first ');
    const stopping = stop();
    held[0]?.end('second');
    await Promise.all([stopping, client.closed]);
    expect(client.received()).toContain('Connection: keep-alive');
    expect(client.received()).toContain('second');
  });

  it('closes idle connections at once, used before or not', async () => {
    const { port, stop } = await open({ drainMs: 60_000 });
    const [used, unused] = [await dial(port), await dial(port)];
    used.socket.write(GET('/'));
    await used.receives('at once');
    await Promise.all([stop(), used.closed, unused.closed]);
  });

  it('serves a request that was arriving when it stopped', async () => {
    const { port, stop } = await open();
    const [client, other] = [await dial(port), await dial(port)];
    client.socket.write('GET / HTTP/1.1\r\nHost: ');
    // Once the other connection is answered, the bytes before were read too.
    other.socket.write(GET('/'));
    await other.receives('at once');
    const stopping = stop();
    client.socket.write('a.fr\r\n\r\n');
    await Promise.all([stopping, client.closed]);
    expect(client.received()).toMatch(/Connection: close\r\n[\s\S]*at once/);
  });

  it('cuts what is left after the deadline', async () => {
    const { port, stop, holds, entries } = await open({ drainMs: 20 });
    const client = await dial(port);
    client.socket.write(GET('/slow'));
    await holds(1);
    await Promise.all([stop(), client.closed]);
    expect(client.received()).toBe('');
    expect(entries().map(({ Severity, Fields }) => [Severity, Fields['connections']])).toEqual([[4, 1]]);
  });

  it('may be asked twice', async () => {
    const { stop } = await open();
    await Promise.all([stop(), stop()]);
    await stop();
  });
});

describe('limits of the HTTP server', () => {
  it('refuses headers that are too long', async () => {
    const { port } = await open({ limits: { maxHeaderSize: 1_024 } });
    const client = await dial(port);
    client.socket.write(`GET / HTTP/1.1\r\nHost: a.fr\r\nCookie: ${'x'.repeat(2_000)}\r\n\r\n`);
    await client.closed;
    expect(client.received()).toMatch(/^HTTP\/1.1 431 /);
  });

  it('closes idle connections after a while', async () => {
    const { port } = await open({ limits: { keepAliveTimeoutMs: 20 } });
    const client = await dial(port);
    client.socket.write(GET('/'));
    await client.closed;
    expect(client.received()).toContain('at once');
  });

  it('fails to start where it cannot listen', async () => {
    const { port } = await open();
    const logger = createLogger({ name: 'regie.http', level: 'silent', release: '1', ...keepLines() });
    const second = startHttpServer({ port, host: '127.0.0.1', logger, listener: () => undefined });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
