import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Token = { readonly owner: string; readonly application: string; readonly rights: readonly string[] };

const HOUR_MS = 3_600_000;

/** A gateway that knows tokens by their SHA-256. */
export async function startTokenGateway() {
  const known = new Map<string, Token & { readonly until: string }>();
  const nameOf = (token: string) => createHash('sha256').update(token).digest('hex');
  let isDown = false;
  const server = createServer((request, response) => {
    const found = known.get(request.url?.split('/').at(-1) ?? '');
    response.statusCode = isDown ? 503 : found ? 200 : 404;
    response.end(JSON.stringify(found ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    issue(token: Token): string {
      const secret = randomBytes(24).toString('base64url');
      known.set(nameOf(secret), { ...token, until: new Date(Date.now() + HOUR_MS).toISOString() });
      return secret;
    },
    revoke: (secret: string) => void known.delete(nameOf(secret)),
    setDown: (down: boolean) => {
      isDown = down;
    },
    async close(): Promise<void> {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
