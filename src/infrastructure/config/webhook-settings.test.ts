import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeSelfSignedCertificate } from '../../../tests/support/self-signed-certificate.ts';
import { ConfigurationError } from './read-environment.ts';
import { loadSettings } from './settings.ts';

const webhooks = (variables: Readonly<Record<string, string>>) =>
  loadSettings({ REGIE_ENV: 'dev', ...variables }).webhooks;
const problems = (variables: Readonly<Record<string, string>>): readonly string[] => {
  try {
    webhooks(variables);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
};

it('lets nothing through that the internet does not carry, unless allowed', () => {
  expect(webhooks({})).toMatchObject({
    timeoutMs: 3000,
    certificateAuthorities: undefined,
    allowedNetworks: [],
    urlPolicy: { allowsPlainHttp: false },
    matrix: {
      directoryUrl: 'https://matrix.agent.dinum.tchap.gouv.fr',
      botToken: null,
      botHosts: ['tchap.gouv.fr'],
    },
  });
  const networks = webhooks({ WEBHOOK_ALLOWED_NETWORKS: '10.1.0.0/16, fd00:1::/64' }).allowedNetworks;
  expect(networks).toEqual(['10.1.0.0/16', 'fd00:1::/64']);
});

it.each(['10.1.0.0', '10.1.0.0/33', '10.1/16', 'fd00::/129', 'localhost/8', '10.0.0.0/x'])(
  'takes %s for no network',
  (network) => {
    expect(problems({ WEBHOOK_ALLOWED_NETWORKS: network })).toEqual([
      expect.stringContaining('WEBHOOK_ALLOWED_NETWORKS'),
    ]);
  },
);

it('reads certificate authorities as text, on one line, or from a file', () => {
  const { cert } = makeSelfSignedCertificate();
  const file = join(mkdtempSync(join(tmpdir(), 'regie-ca-')), 'ca.pem');
  writeFileSync(file, `A comment\n${cert}${cert}`);
  for (const written of [cert, cert.replaceAll('\n', '\\n')]) {
    expect(webhooks({ WEBHOOK_CA_CERTIFICATES: written }).certificateAuthorities).toBe(cert.trim());
  }
  const both = webhooks({ WEBHOOK_CA_CERTIFICATES: file }).certificateAuthorities;
  expect(both?.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
});

it.each([
  '/no/such/file',
  '-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----',
  '-----BEGIN',
])('takes %s for no certificate', (written) => {
  expect(problems({ WEBHOOK_CA_CERTIFICATES: written })).toEqual([
    expect.stringContaining('WEBHOOK_CA_CERTIFICATES'),
  ]);
});
