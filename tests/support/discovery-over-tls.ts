import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeSelfSignedCertificate } from './self-signed-certificate.ts';

export type DiscoveryOverTls = Readonly<{ issuer: string; close(): Promise<void> }>;

/** The part of an identity provider over TLS that the start of a sign-in needs: its metadata. */
export async function startDiscoveryOverTls(): Promise<DiscoveryOverTls> {
  const server = createServer(makeSelfSignedCertificate());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const issuer = `https://127.0.0.1:${port}`;
  const metadata = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
  server.on('request', ({ url }, response) => {
    const isDiscovery = url === '/.well-known/openid-configuration';
    response.writeHead(isDiscovery ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isDiscovery ? metadata : {}));
  });
  return {
    issuer,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
