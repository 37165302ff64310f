import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An application's back-channel logout address, which remembers the tokens that were sent to it. */
export async function startLogoutListener() {
  const tokens: string[] = [];
  const answer: { status: number | 'never' } = { status: 204 };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      tokens.push(new URLSearchParams(body).get('logout_token') ?? '');
      if (answer.status !== 'never') response.writeHead(answer.status, { location: '/elsewhere/' }).end();
    });
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/backchannel-logout/`,
    tokens,
    /** How the next requests are answered. */
    answer,
    async close(): Promise<void> {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
