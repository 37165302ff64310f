import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JWK } from 'jose';
import { generatePrivateJwk, publicJwk } from '../../dev/openid-provider/generate-keys.ts';
import { compactJwe, compactJws, JWT_TYPE, signerOf } from './hand-made-answers.ts';

/** The resource server that asks, and its secret. */
export const RESOURCE_SERVER = { clientId: 'people', clientSecret: 'a secret of the resource server' };

export type IssuedToken = Readonly<{
  /** The service that got it. */
  clientId: string;
  sub: string;
  scope: string;
  /** At Keycloak, the audiences: of mappers, and `account` where the client has the scope `roles`, as by default. */
  audiences?: readonly string[];
}>;

type Server = Readonly<{ issuer: string; signingKey: JWK; encryptionKey: JWK | undefined }>;
type Said = Readonly<{ type: string; body: string }>;

/** How an authorization server answers about a token it knows. */
type Product = (token: IssuedToken, server: Server, accept: string) => Said | Promise<Said>;

const json = (members: unknown): Said => ({
  type: 'application/json;charset=UTF-8',
  body: JSON.stringify(members),
});
const now = (): number => Math.floor(Date.now() / 1000);

/** None is absent, one is a text, several are a list. */
const audience = (names: readonly string[]) =>
  names.length === 0 ? {} : { aud: names.length === 1 ? names[0] : names };

/** The token with all its members, for any caller. */
const keycloakMembers = (
  { clientId, sub, scope, audiences = ['account'] }: IssuedToken,
  { issuer }: Server,
) => ({
  exp: now() + 300,
  iat: now(),
  auth_time: now() - 5,
  jti: `onrtac:${randomUUID()}`,
  iss: issuer,
  ...audience(audiences),
  sub,
  typ: 'Bearer',
  azp: clientId,
  sid: randomUUID(),
  acr: '1',
  'allowed-origins': ['http://localhost'],
  realm_access: { roles: ['default-roles-people', 'offline_access', 'uma_authorization'] },
  resource_access: { account: { roles: ['manage-account', 'view-profile'] } },
  scope,
  email_verified: true,
  preferred_username: 'people',
  client_id: clientId,
  username: 'people',
  token_type: 'Bearer',
  active: true,
});

/** Exactly these members (contract/resource-server.md, section 1). */
const proconnectMembers = ({ clientId, sub, scope }: IssuedToken, { issuer }: Server) => ({
  active: true,
  sub,
  client_id: clientId,
  exp: now() + 3600,
  iat: now(),
  iss: issuer,
  scope,
  token_type: 'Bearer',
});

const signed = (members: object, { issuer, signingKey }: Server): string =>
  compactJws(
    { alg: 'ES256', typ: 'token-introspection+jwt', kid: signingKey.kid },
    { token_introspection: members, iss: issuer, aud: RESOURCE_SERVER.clientId, iat: now() },
    signerOf(signingKey),
  );

const PRODUCTS = {
  'Keycloak 26.4': (token, server) => json(keycloakMembers(token, server)),
  'Keycloak 26.7': (token, server) =>
    json(
      token.audiences?.includes(RESOURCE_SERVER.clientId)
        ? keycloakMembers(token, server)
        : { active: false },
    ),
  ProConnect: (token, server, accept) => {
    const members = proconnectMembers(token, server);
    return accept.startsWith(JWT_TYPE)
      ? { type: `${JWT_TYPE}; charset=utf-8`, body: signed(members, server) }
      : json(members);
  },
  'ProConnect before July 2025': async (token, server) => {
    if (server.encryptionKey === undefined) throw new Error('no key to encrypt answers with');
    const { client_id: aud, ...members } = proconnectMembers(token, server);
    const { kid } = server.encryptionKey;
    const header = { alg: 'RSA-OAEP', enc: 'A256GCM', cty: 'JWT', kid };
    const body = await compactJwe(signed({ ...members, aud }, server), server.encryptionKey, header);
    return { type: `${JWT_TYPE}; charset=utf-8`, body };
  },
} as const satisfies Readonly<Record<string, Product>>;

export type ProductName = keyof typeof PRODUCTS;

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return new URLSearchParams(body);
}

/**
 * The authorization servers that we document, as far as a resource server uses them: discovery, keys and introspection,
 * with the answers that the programs themselves give.
 *
 * @param encryptionKey of the resource server, where answers are encrypted
 */
export async function startDocumentedAuthorizationServer(name: ProductName, encryptionKey?: JWK) {
  const signingKey = await generatePrivateJwk('ES256', 'sig');
  const tokens = new Map<string, IssuedToken>();
  const product: Product = PRODUCTS[name];
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/realms/people`;
  const known: Server = { issuer, signingKey, encryptionKey };

  const answer = (response: ServerResponse, status: number, { type, body }: Said) =>
    void response.writeHead(status, { 'content-type': type }).end(body);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', issuer);
    const path = pathname.replace('/realms/people', '');
    if (path === '/.well-known/openid-configuration') {
      const endpoints = { jwks_uri: `${issuer}/jwks`, introspection_endpoint: `${issuer}/introspection` };
      answer(response, 200, json({ issuer, ...endpoints }));
    } else if (path === '/jwks') {
      answer(response, 200, json({ keys: [publicJwk(signingKey)] }));
    } else if (path === '/introspection' && request.method === 'POST') {
      const form = await formOf(request);
      const isKnown =
        form.get('client_id') === RESOURCE_SERVER.clientId &&
        form.get('client_secret') === RESOURCE_SERVER.clientSecret;
      if (!isKnown) return answer(response, 401, json({ error: 'invalid_client' }));
      const token = tokens.get(form.get('token') ?? '');
      const said =
        token === undefined ? json({ active: false }) : product(token, known, request.headers.accept ?? '');
      answer(response, 200, await said);
    } else answer(response, 404, json({ error: 'not_found' }));
  }

  return {
    issuer,
    issue: (token: IssuedToken): string => {
      const value = randomUUID();
      tokens.set(value, token);
      return value;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
