import { expect, it } from 'vitest';
import { ConfigurationError } from './read-environment.ts';
import { riskySettings } from './risky-settings.ts';
import { loadSettings } from './settings.ts';

const load = (variables: Readonly<Record<string, string>>) =>
  loadSettings({ REGIE_ENV: 'dev', ...variables });

it('reaches the identity provider directly and verifies it, unless set otherwise', () => {
  expect(load({}).identityProvider).toMatchObject({ proxyUrl: undefined, verifiesCertificates: true });
  const proxyUrl = 'http://user:password@proxy.example.fr:3128';
  const settings = load({ OIDC_PROXY: proxyUrl, OIDC_VERIFY_SSL: 'False' });
  expect(settings.identityProvider).toMatchObject({ proxyUrl, verifiesCertificates: false });
});

it('warns of certificates that are not verified, and of nothing else', () => {
  expect(riskySettings(load({}))).toEqual([]);
  expect(riskySettings(load({ OIDC_PROXY: 'http://proxy.example.fr' }))).toEqual([]);
  expect(riskySettings(load({ OIDC_VERIFY_SSL: 'no' }))).toEqual([
    expect.stringContaining('OIDC_VERIFY_SSL is off'),
  ]);
});

it.each(['proxy.example.fr:3128', 'socks5://proxy.example.fr', '{"https": "http://s3cret"}'])(
  'refuses %s as a proxy, and does not show it',
  (written) => {
    try {
      load({ OIDC_PROXY: written });
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      expect(error.problems).toEqual(['OIDC_PROXY: must be an http(s) URL']);
      expect(error.message).not.toContain(written);
      return;
    }
    throw new Error('it was accepted');
  },
);
