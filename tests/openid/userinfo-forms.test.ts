import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import type { JWK } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generatePrivateJwk, publicJwk } from '../../dev/openid-provider/generate-keys.ts';
import {
  CONTENT_ENCRYPTIONS,
  DecryptionKey,
  KEY_MANAGEMENT_ALGORITHMS,
} from '../../src/adapters/oauth/decryption-key.ts';
import { SIGNING_ALGORITHMS } from '../../src/adapters/openid/openid-options.ts';
import { compactJwe } from './hand-made-answers.ts';
import { type HandMadeProvider, startHandMadeProvider } from './hand-made-provider.ts';
import { connectTo, signInScripted } from './hand-made-sign-in.ts';

const signing = new Map<string, JWK>(
  await Promise.all(
    SIGNING_ALGORITHMS.map(async (alg) => [alg, await generatePrivateJwk(alg, 'sig')] as const),
  ),
);
const ours = {
  rsa: await generatePrivateJwk('RSA-OAEP', 'enc'),
  ec: await generatePrivateJwk('ECDH-ES', 'enc'),
};
const stranger = await generatePrivateJwk('RSA-OAEP', 'enc');
const userinfoDecryption = {
  algorithms: KEY_MANAGEMENT_ALGORITHMS,
  encodings: CONTENT_ENCRYPTIONS,
  keys: [ours.rsa, ours.ec].map(
    (jwk) =>
      new DecryptionKey(
        createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' }),
        KEY_MANAGEMENT_ALGORITHMS,
      ),
  ),
};

let provider: HandMadeProvider;
beforeAll(async () => {
  provider = await startHandMadeProvider();
});
afterAll(() => provider.close());
beforeEach(() => provider.script({}));

/** Id tokens are RS256, and userinfo comes as `body`. */
const signIn = (body: string, adapter = connectTo(provider, { userinfoDecryption })) =>
  signInScripted(
    provider,
    {
      userinfo: { type: 'application/jwt', body },
      jwks: { body: { keys: [provider.keys.rs256, ...signing.values()].map((key) => publicJwk(key)) } },
    },
    adapter,
  );
const signed = (alg: string) => provider.sign({ name: 'Élodie' }, { key: signing.get(alg) ?? {} });
const SOMEBODY = { claims: { sub: 'somebody', name: 'Élodie' } };

describe('signed userinfo is taken in an algorithm of its own', () => {
  it.each(SIGNING_ALGORITHMS)('%s', async (alg) => {
    expect(await signIn(await signed(alg))).toMatchObject(SOMEBODY);
  });

  it('that is among those configured', async () => {
    const adapter = connectTo(provider, { userinfoSigningAlgorithms: ['ES256', 'PS256'] });
    expect(await signIn(await signed('PS256'), adapter)).toMatchObject(SOMEBODY);
    await expect(signIn(await signed('RS256'), adapter)).rejects.toMatchObject({
      code: 'identity_provider.refused',
    });
  });
});

describe('userinfo that is encrypted to us is opened', () => {
  it.each(
    KEY_MANAGEMENT_ALGORITHMS.flatMap((alg) =>
      ['A256GCM', 'A128CBC-HS256'].map((enc) => [alg, enc] as const),
    ),
  )('%s, %s: signed, or the claims themselves', async (alg, enc) => {
    const key = alg.startsWith('RSA') ? ours.rsa : ours.ec;
    const nested = await compactJwe(await signed('ES256'), key, { alg, enc, cty: 'JWT', kid: key.kid });
    expect(await signIn(nested)).toMatchObject(SOMEBODY);
    const claims = JSON.stringify({ sub: 'somebody', name: 'Élodie', site: 'a.b.c' });
    for (const cty of ['json', undefined]) {
      const header = { alg, enc, ...(cty === undefined ? {} : { cty }) };
      expect(await signIn(await compactJwe(claims, key, header))).toMatchObject(SOMEBODY);
    }
  });

  it('but not what proves nothing', async () => {
    const header = { alg: 'RSA-OAEP', enc: 'A256GCM' };
    const forged = await provider.sign(
      {},
      { key: provider.keys.stranger, header: { kid: signing.get('RS256')?.kid ?? '' } },
    );
    for (const [body, code] of [
      [await compactJwe(await signed('ES256'), stranger, header), 'identity_provider.unexpected'],
      [await compactJwe('text', ours.rsa, header), 'identity_provider.unexpected'],
      [await compactJwe(JSON.stringify({ sub: 'else' }), ours.rsa, header), 'identity_provider.refused'],
      [await compactJwe(forged, ours.rsa, header), 'identity_provider.refused'],
    ] as const) {
      await expect(signIn(body)).rejects.toMatchObject({ code });
    }
    const keyless = connectTo(provider);
    const nested = await compactJwe(await signed('ES256'), ours.rsa, header);
    await expect(signIn(nested, keyless)).rejects.toMatchObject({ code: 'identity_provider.unexpected' });
  });
});
