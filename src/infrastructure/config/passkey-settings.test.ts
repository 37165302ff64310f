import { expect, it } from 'vitest';
import { makeKeyMaker } from '../../../tests/support/key-maker.ts';
import { makeSelfSignedCertificate } from '../../../tests/support/self-signed-certificate.ts';
import { ConfigurationError } from './read-environment.ts';
import { loadSettings } from './settings.ts';

const load = (variables: Readonly<Record<string, string>> = {}) =>
  loadSettings({ REGIE_ENV: 'dev', ...variables }).passkeys;
const ISSUER = { OIDC_PROVIDER_ISSUER: 'https://id.regie.example.fr/o' };

it('has passkeys of the host of the issuer, by no maker', () => {
  expect(load()).toEqual({ rpId: 'localhost', origin: 'http://localhost:8071', attestationRoots: [] });
  expect(load(ISSUER)).toMatchObject({ rpId: 'id.regie.example.fr', origin: 'https://id.regie.example.fr' });
});

it.each(['id.regie.example.fr', 'regie.example.fr', 'example.fr'])('takes the name %s', (rpId) => {
  expect(load({ ...ISSUER, OIDC_PROVIDER_PASSKEY_RP_ID: rpId })).toMatchObject({
    rpId,
    origin: 'https://id.regie.example.fr',
  });
});

const problemsOf = (variables: Readonly<Record<string, string>>): readonly string[] => {
  try {
    load(variables);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
};

it.each([
  'fr',
  'gie.example.fr',
  'other.example.fr',
  'www.id.regie.example.fr',
  'example.org',
  'Regie.example.fr',
  'https://regie.example.fr',
  'regie.example.fr:8443',
  'regie.example.fr.',
  '.example.fr',
])('refuses the name %s', (rpId) => {
  expect(problemsOf({ ...ISSUER, OIDC_PROVIDER_PASSKEY_RP_ID: rpId })).toEqual([
    expect.stringMatching(/^OIDC_PROVIDER_PASSKEY_RP_ID: must be /),
  ]);
});

it('takes the certificates of several makers, in one line as well', () => {
  const roots = [makeKeyMaker({ name: 'A' }).root, makeKeyMaker({ name: 'B' }).root];
  for (const written of [roots.join('\n'), roots.join('\n').replaceAll('\n', '\\n')]) {
    expect(load({ OIDC_PROVIDER_ATTESTATION_ROOTS: written }).attestationRoots).toHaveLength(2);
  }
  expect(
    load({ OIDC_PROVIDER_ATTESTATION_ROOTS: makeSelfSignedCertificate().cert }).attestationRoots,
  ).toHaveLength(1);
});

it.each(['nonsense', '/no/such/file.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
  'refuses %j for certificates',
  (written) => {
    expect(problemsOf({ OIDC_PROVIDER_ATTESTATION_ROOTS: written })).toEqual([
      expect.stringMatching(/^OIDC_PROVIDER_ATTESTATION_ROOTS: /),
    ]);
  },
);

it('offers hardware keys where a maker is trusted', () => {
  const { root } = makeKeyMaker();
  const offered = (variables: Readonly<Record<string, string>>) =>
    loadSettings({ REGIE_ENV: 'dev', ...variables }).useCases.factorSettings.offered;
  expect(offered({})).toEqual(['pwd', 'totp', 'recovery_code', 'passkey']);
  expect(offered({ OIDC_PROVIDER_ATTESTATION_ROOTS: root })).toContain('hardware_key');
});

it('refuses the certificate of a key for one of its maker', () => {
  const chain = makeKeyMaker().attest(Buffer.of(1), Buffer.alloc(16)).get('x5c');
  const [leaf] = Array.isArray(chain) ? chain : [];
  const body = Buffer.from(leaf ?? []).toString('base64');
  const written = `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`;
  expect(problemsOf({ OIDC_PROVIDER_ATTESTATION_ROOTS: written })).toEqual([
    expect.stringContaining('must be certificates of authorities'),
  ]);
});
