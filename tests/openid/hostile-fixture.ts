import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { generatePrivateJwk } from '../../dev/openid-provider/generate-keys.ts';
import { ConnectedTokenIntrospector } from '../../src/adapters/introspection/connected-token-introspector.ts';
import type { IntrospectionOptions } from '../../src/adapters/introspection/server/introspection-options.ts';
import { DecryptionKey } from '../../src/adapters/oauth/decryption-key.ts';
import { compactJwe, compactJws, decode, JWT_TYPE, signerOf } from './hand-made-answers.ts';
import { type Answer, startHandMadeProvider } from './hand-made-provider.ts';
import { introspectionOptions } from './introspection-options.ts';

export const NOW = 1_800_000_000;
const TOKEN = 'token-that-nobody-may-read';
export const CLIENT_ID = 'resource-server';
const ALGORITHMS = ['RSA-OAEP', 'RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A256KW'];
const ENCODINGS = ['A256GCM', 'A128CBC-HS256', 'A256CBC-HS512'];
export const about = { active: true, sub: 'somebody', client_id: 'service', scope: 'openid groups' };

export const ours = {
  rsa: await generatePrivateJwk('RSA-OAEP', 'enc'),
  ec: await generatePrivateJwk('ECDH-ES', 'enc'),
};
export const another = {
  rsa: await generatePrivateJwk('RSA-OAEP', 'enc'),
  signing: await generatePrivateJwk('ES256', 'sig'),
};
const decryption = {
  algorithms: ALGORITHMS,
  encodings: ENCODINGS,
  keys: [ours.rsa, ours.ec].map(
    (jwk) => new DecryptionKey(createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' }), ALGORITHMS),
  ),
};

/** One for all files that are about it, as long as their process runs. */
export const server = await startHandMadeProvider();
export const signing = server.keys;

type Change = { header?: object; claims?: object; without?: string };

/** A signed answer, right except for the changes. */
export function signed({ header = {}, claims = {}, without }: Change = {}): string {
  const payload = { iss: server.issuer, aud: CLIENT_ID, iat: NOW, token_introspection: about, ...claims };
  const usual = { alg: 'ES256', typ: 'token-introspection+jwt', kid: signing.es256.kid };
  const [head, body] = [{ ...usual, ...header }, payload].map((members) =>
    Object.fromEntries(Object.entries(members).filter(([name]) => name !== without)),
  );
  return compactJws(head, body, signerOf(signing.es256));
}

export const encrypted = (content = signed(), header: object = {}, jwk = ours.rsa): Promise<string> =>
  compactJwe(content, jwk, { alg: 'RSA-OAEP', enc: 'A256GCM', cty: 'JWT', kid: jwk.kid, ...header });

export async function introspect(
  answer: Answer,
  overrides: Partial<IntrospectionOptions> = {},
  keySet: Answer = {},
) {
  server.script({ introspection: { status: 200, type: JWT_TYPE, ...answer }, jwks: keySet });
  const introspector = new ConnectedTokenIntrospector({
    options: introspectionOptions(server.issuer, {
      clientId: CLIENT_ID,
      format: 'jwt',
      signingAlgorithms: ['ES256', 'RS256'],
      decryption,
      ...overrides,
    }),
    clock: { now: () => new Date(NOW * 1000) },
  });
  try {
    return await introspector.introspect(TOKEN);
  } finally {
    await introspector.close();
  }
}

export type Case = readonly [what: string, reason: RegExp, make: () => Answer | Promise<Answer>];

/** Every case is an answer that proves nothing, and the reason names the check that failed. */
export const refuses = (name: string, cases: readonly Case[]) =>
  describe(name, () => {
    it.each(cases)('%s: %s', async (_what, reason, make) => {
      const failure = await introspect(await make()).then(undefined, (error: unknown) => error);
      expect(failure).toMatchObject({
        code: 'identity_provider.unexpected',
        cause: { message: expect.stringMatching(reason) },
      });
      expect(inspect(failure, { depth: 9, showHidden: true })).not.toMatch(/nobody-may|somebody/);
    });
  });

/** The right answer with other members in its header, signed otherwise. */
export const resigned = (changed: object, signer: (data: Buffer) => Buffer): string => {
  const [head, body] = signed().split('.');
  return compactJws({ ...decode(head), ...changed }, decode(body), signer);
};
