import { describe, expect, it } from 'vitest';
import { DEPLOYED, problemsOf, refuses } from '../../../tests/support/tried-settings.ts';
import { ConfigurationError, readEnvironment } from './read-environment.ts';
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

describe('the identity provider over http', () => {
  const ADDRESSES = ['OIDC_OP_URL', 'OIDC_OP_LOGOUT_ENDPOINT', 'OIDC_OP_INTROSPECTION_ENDPOINT'];
  it.each(DEPLOYED)('is refused in %s, with every address of it', (environment) => {
    const endpoints = ['AUTHORIZATION', 'TOKEN', 'USER', 'JWKS'].map((name) => `OIDC_OP_${name}_ENDPOINT`);
    const names = [...ADDRESSES, ...endpoints];
    const given = Object.fromEntries(names.map((name) => [name, `HTTP://idp.example.fr/${name}`]));
    const problems = problemsOf({ REGIE_ENV: environment, ...given });
    expect(problems.map((line) => line.split(': ').slice(0, 2))).toEqual(
      expect.arrayContaining(names.map((name) => [name, 'must be an https URL'])),
    );
    expect(problems).toHaveLength(names.length);
  });

  it('is fine in development', () => {
    expect(() => readEnvironment({ REGIE_ENV: 'dev', OIDC_OP_URL: 'http://idp:8080' })).not.toThrow();
  });
});

refuses('OIDC_RP_SIGN_ALGO', ['RS265', 'none', 'HS256', 'rs256'], /must be one of RS256/);
refuses('OIDC_RP_SCOPES', ['email profile', 'openid,email', "['openid', 'email']"], /with openid among them/);
