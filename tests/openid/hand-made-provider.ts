import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { importJWK, type JWK, type JWTHeaderParameters, SignJWT } from 'jose';
import { generatePrivateJwk, publicJwk } from '../../dev/openid-provider/generate-keys.ts';
import { CLIENT_ID } from './hand-made-client.ts';

export type Answer = Readonly<{
  status?: number;
  type?: string;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** Cuts the connection instead of answering. */
  cut?: boolean;
  /** Sends the body one byte at a time, with this many milliseconds between two. */
  drip?: number;
}>;
export type Endpoint = 'discovery' | 'jwks' | 'token' | 'userinfo' | 'introspection';

const PATHS: Readonly<Record<string, Endpoint>> = {
  '/.well-known/openid-configuration': 'discovery',
  '/jwks': 'jwks',
  '/token': 'token',
  '/userinfo': 'userinfo',
  '/introspection': 'introspection',
};

export const nowInSeconds = (): number => Math.floor(Date.now() / 1000);

/** A provider whose every answer is written by the test: it says what a real one would not. */
export async function startHandMadeProvider() {
  const keys = {
    rs256: await generatePrivateJwk('RS256', 'sig'),
    es256: await generatePrivateJwk('ES256', 'sig'),
    /** Never published. */
    stranger: await generatePrivateJwk('RS256', 'sig'),
  };
  const seen: { endpoint: Endpoint; form: URLSearchParams; authorization: string | undefined }[] = [];
  let answers: Partial<Record<Endpoint, Answer>> = {};

  const server = createServer(async (request, response) => {
    const endpoint = PATHS[new URL(request.url ?? '/', 'http://localhost').pathname];
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const answer = endpoint === undefined ? { status: 404 } : { ...usual[endpoint], ...answers[endpoint] };
    if (endpoint !== undefined) {
      seen.push({ endpoint, form: new URLSearchParams(body), authorization: request.headers.authorization });
    }
    if (answer.cut) {
      response.destroy();
      return;
    }
    response.writeHead(answer.status ?? 200, {
      'content-type': answer.type ?? 'application/json',
      ...answer.headers,
    });
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {});
    if (answer.drip !== undefined) {
      for (const byte of text) {
        if (response.destroyed) return;
        response.write(byte);
        await sleep(answer.drip);
      }
    }
    response.end(answer.drip === undefined ? text : undefined);
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const endpoints = {
    authorization: `${issuer}/authorize`,
    token: `${issuer}/token`,
    userinfo: `${issuer}/userinfo`,
    jwks: `${issuer}/jwks`,
  };
  const usual: Record<Endpoint, Answer> = {
    discovery: {
      body: {
        issuer,
        authorization_endpoint: endpoints.authorization,
        token_endpoint: endpoints.token,
        userinfo_endpoint: endpoints.userinfo,
        jwks_uri: endpoints.jwks,
        introspection_endpoint: `${issuer}/introspection`,
      },
    },
    jwks: { body: { keys: [publicJwk(keys.rs256), publicJwk(keys.es256)] } },
    token: { status: 500 },
    userinfo: { status: 500 },
    introspection: { status: 500 },
  };

  return {
    issuer,
    endpoints,
    keys,
    /** Requests of the present test, in order. */
    requestsTo: (endpoint: Endpoint) => seen.filter((request) => request.endpoint === endpoint),
    /** Replaces all scripted answers; members that are absent keep their usual value. */
    script(next: Partial<Record<Endpoint, Answer>>): void {
      answers = next;
      seen.length = 0;
    },
    /** A JWT with `claims` over the usual ones of an id token; undefined removes one. */
    async sign(
      claims: Readonly<Record<string, unknown>>,
      { key = keys.rs256, header = {} }: { key?: JWK; header?: Partial<JWTHeaderParameters> } = {},
    ): Promise<string> {
      const now = nowInSeconds();
      const usualClaims = { iss: issuer, aud: CLIENT_ID, sub: 'somebody', iat: now, exp: now + 300 };
      const alg = key.alg ?? '';
      return new SignJWT(JSON.parse(JSON.stringify({ ...usualClaims, ...claims })))
        .setProtectedHeader({ alg, kid: key.kid ?? '', ...header })
        .sign(await importJWK(key, alg));
    },
    async close(): Promise<void> {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
export type HandMadeProvider = Awaited<ReturnType<typeof startHandMadeProvider>>;
