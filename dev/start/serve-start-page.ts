import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Setup } from './read-setup.ts';
import { type SignedIn, startPage } from './start-page.ts';

const USUAL_PORT = 8070;
const HOST = '127.0.0.1';
const ME_TIMEOUT_MS = 5_000;

const me = z.object({ name: z.string().nullable(), email: z.string().nullable() });

export type StartPage = Readonly<{
  url: string;
  /** What it is about, once everything runs. */
  show(facts: Readonly<{ setup: Setup; databaseUrl: string }>): void;
  close(): Promise<void>;
}>;

/** Listens on this port; with 0 on the usual one, or on any when that is taken. */
async function listen(port: number): Promise<Server> {
  const server = createServer();
  try {
    server.listen(port || USUAL_PORT, HOST);
    await once(server, 'listening');
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (port !== 0 || !isTaken) throw error;
    server.listen(0, HOST);
    await once(server, 'listening');
  }
  return server;
}

/** Who the browser is signed in as: cookies do not look at ports, so that it sends the application's here as well. */
async function signedIn(publicUrl: string, cookie: string | undefined): Promise<SignedIn | undefined> {
  if (cookie === undefined) return undefined;
  try {
    const answer = await fetch(`${publicUrl}/api/v1.0/users/me/`, {
      headers: { cookie, accept: 'application/json' },
      signal: AbortSignal.timeout(ME_TIMEOUT_MS),
    });
    return me.safeParse(await answer.json()).data;
  } catch {
    return undefined;
  }
}

/** Serves the page that lists the running programs and their addresses, in this process. */
export async function serveStartPage(port: number): Promise<StartPage> {
  const server = await listen(port);
  let facts: Readonly<{ setup: Setup; databaseUrl: string }> | undefined;

  const answer = async ({ url = '/', headers }: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(url, 'http://localhost');
    if (pathname !== '/') {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n');
      return;
    }
    const person = facts && (await signedIn(facts.setup.publicUrl, headers.cookie));
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
      })
      .end(startPage({ facts, person }));
  };
  server.on('request', (request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${actual}/`,
    show: (all) => {
      facts = all;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
