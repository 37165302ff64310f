import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PRODUCTION } from '../../../../tests/support/production-environment.ts';
import { ConfigurationError } from '../read-environment.ts';
import { loadSettings } from '../settings.ts';

const pem = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs8' }) as string;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

const load = (variables: Record<string, string>) => loadSettings({ REGIE_ENV: 'dev', ...variables });
const problemsOf = (variables: Record<string, string>): readonly string[] => {
  try {
    load(variables);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
};

describe('the resource server', () => {
  it('has no key by default, and takes whichever answer comes', () => {
    const { introspection, app } = load({});
    expect(app.encryptionKeys).toEqual([]);
    expect(introspection).toMatchObject({ format: 'auto', preferredFormat: 'json', decryption: undefined });
  });

  it('publishes the present key first, and each once', () => {
    const { introspection, app } = load({
      OIDC_RS_PRIVATE_KEY_STR: pem(ec),
      OIDC_RS_PRIVATE_KEYS: `${pem(rsa)}${pem(ec)}`,
      OIDC_RS_ENCRYPTION_ALGO: 'RSA-OAEP, ECDH-ES',
      OIDC_RS_ENCRYPTION_ENCODING: 'A128CBC-HS256,A256GCM',
    });
    expect(app.encryptionKeys.map(({ kty, alg, use }) => [kty, alg, use])).toEqual([
      ['EC', 'ECDH-ES', 'enc'],
      ['RSA', 'RSA-OAEP', 'enc'],
    ]);
    expect(introspection).toMatchObject({
      preferredFormat: 'jwt',
      decryption: { algorithms: ['RSA-OAEP', 'ECDH-ES'], encodings: ['A128CBC-HS256', 'A256GCM'] },
    });
    expect(JSON.stringify(app)).not.toContain('"d"');
  });

  it.each([
    ['lasuite.oidc_resource_server.backend.JWTResourceServerBackend', undefined, 'jwt'],
    ['lasuite.oidc_resource_server.backend.ResourceServerBackend', undefined, 'auto'],
    ['lasuite.oidc_resource_server.backend.JWTResourceServerBackend', 'auto', 'auto'],
    ['', 'json', 'json'],
  ])('with class %j and format %j takes %j', (backend, format, expected) => {
    const { introspection } = load({
      OIDC_RS_BACKEND_CLASS: backend,
      ...(format === undefined ? {} : { OIDC_RS_INTROSPECTION_FORMAT: format }),
    });
    expect(introspection.format).toBe(expected);
  });

  it('asks for the scopes of the contract', () => {
    expect(load({}).useCases.resourceServerSettings).toEqual({ scopes: ['groups'] });
  });

  it('is there only with a client id of its own', () => {
    const { useCases, introspection } = loadSettings({ ...PRODUCTION, OIDC_RP_CLIENT_ID: 'regie' });
    expect(useCases.resourceServerSettings).toBeUndefined();
    expect(introspection).toMatchObject({ clientId: 'regie', clientSecret: 'a real secret' });
  });
});

describe('is refused at start', () => {
  const SIGNING = 'RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, Ed25519';
  it.each<[string, Record<string, string>, string]>([
    ['no signature', { OIDC_RS_SIGNING_ALGO: 'none' }, `OIDC_RS_SIGNING_ALGO: none is none of ${SIGNING}`],
    [
      'a shared secret',
      { OIDC_RS_SIGNING_ALGO: 'ES256,HS256' },
      `OIDC_RS_SIGNING_ALGO: HS256 is none of ${SIGNING}`,
    ],
    [
      'PKCS 1 encryption',
      { OIDC_RS_ENCRYPTION_ALGO: 'RSA1_5' },
      'OIDC_RS_ENCRYPTION_ALGO: RSA1_5 is none of RSA-OAEP, RSA-OAEP-256, RSA-OAEP-384, RSA-OAEP-512, ECDH-ES, ECDH-ES+A128KW, ECDH-ES+A192KW, ECDH-ES+A256KW',
    ],
    [
      'a key that is none',
      { OIDC_RS_PRIVATE_KEY_STR: 'secret' },
      'OIDC_RS_PRIVATE_KEY_STR: holds no private key in PEM or JWK form',
    ],
    [
      'an algorithm without a key',
      { OIDC_RS_PRIVATE_KEY_STR: pem(rsa), OIDC_RS_ENCRYPTION_ALGO: 'RSA-OAEP,ECDH-ES' },
      'OIDC_RS_ENCRYPTION_ALGO: no private key is for ECDH-ES',
    ],
    [
      'a cache for hours',
      { OIDC_RS_INTROSPECTION_CACHE_TTL: '3600' },
      'OIDC_RS_INTROSPECTION_CACHE_TTL: must be at most 300',
    ],
  ])('%s', (_name, variables, problem) => {
    expect(problemsOf(variables)).toEqual([problem]);
  });

  it('a key that no algorithm is for, or of another type than declared', () => {
    const problems = problemsOf({ OIDC_RS_PRIVATE_KEY_STR: pem(ec), OIDC_RS_ENCRYPTION_KEY_TYPE: 'RSA' });
    expect(problems).toEqual([
      expect.stringMatching(/^OIDC_RS_ENCRYPTION_KEY_TYPE: the private key [\w-]{43} is of type EC$/),
      expect.stringMatching(/^OIDC_RS_ENCRYPTION_ALGO: none of its algorithms is for the private key /),
      'OIDC_RS_ENCRYPTION_ALGO: no private key is for RSA-OAEP',
    ]);
  });
});
