import { generateKeyPairSync } from 'node:crypto';
import { signingKeyFrom } from '../../src/adapters/openid/signing-key.ts';
import { offeredFactors } from '../../src/domain/identity/authentication-level.ts';
import type { OpenidProviderSettings } from '../../src/infrastructure/openid-provider/openid-provider-settings.ts';

/** Keys of tests, made once: an RSA key takes a while. */
const RSA = signingKeyFrom(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
const EC = signingKeyFrom(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);

/** The usual settings of an OpenID provider in tests. */
export const openidSettings = (issuer: string): OpenidProviderSettings => ({
  issuer,
  profile: 'proconnect',
  keys: [RSA, EC],
  loginUrl: undefined,
  offeredFactors: offeredFactors({ attestationRoots: [] }),
  refreshTokenSeconds: 30 * 24 * 3600,
  secretKeys: ['a secret key that only tests use'],
});
