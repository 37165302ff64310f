import { describe, expect, it } from 'vitest';
import { makeClientSettings } from '../../../tests/builders/make-openid-client.ts';
import type { OpenidClientSettings } from './openid-client.ts';
import { checkedClientId, checkedClientSettings } from './openid-client-rules.ts';

const check = (given: Partial<OpenidClientSettings>, hasReadableSecret = false) =>
  checkedClientSettings(makeClientSettings(given), { policy: { allowsPlainHttp: false }, hasReadableSecret });
const addresses = (count: number, path = 'cb') =>
  Array.from({ length: count }, (_, index) => `https://rp.example/${path}/${index}`);

describe('the settings of a client', () => {
  it.each<[string, Partial<OpenidClientSettings>]>([
    ['as they usually are', {}],
    ['of a public client', { clientType: 'public', tokenEndpointAuthMethod: 'none' }],
    ['without a code challenge, as ProConnect is', { requiresPkce: false }],
    ['with as many addresses as there may be', { redirectUris: addresses(30) }],
    [
      'with notices of sign-outs',
      { backchannelLogoutUri: 'https://rp.example/out', backchannelLogoutSessionRequired: true },
    ],
    ['with other signatures', { idTokenSignedResponseAlg: 'ES256', userinfoSignedResponseAlg: 'ES256' }],
  ])('are taken %s', (_how, given) => {
    expect(check(given)).toEqual(makeClientSettings(given));
  });

  it('have each address once, and a name in one line', () => {
    const twice = ['https://rp.example/cb', 'https://rp.example/cb?a=b', 'https://rp.example/cb'];
    expect(check({ redirectUris: twice, name: '  Wiki ' })).toMatchObject({
      name: 'Wiki',
      redirectUris: ['https://rp.example/cb', 'https://rp.example/cb?a=b'],
    });
  });

  it('may sign by a secret that can be read', () => {
    expect(check({ idTokenSignedResponseAlg: 'HS256' }, true)).toMatchObject({
      idTokenSignedResponseAlg: 'HS256',
    });
  });

  const evil = 'https://rp.example/*';
  it.each<[Partial<OpenidClientSettings>, Record<string, string>]>([
    [{ name: ' ' }, { field: 'name', reason: 'required' }],
    [{ name: '\u200b' }, { field: 'name', reason: 'required' }],
    [{ name: 'two\nlines' }, { field: 'name', reason: 'letters' }],
    [{ name: '𝄞'.repeat(256) }, { field: 'name', reason: 'too_long' }],
    [{ redirectUris: [] }, { field: 'redirectUris', reason: 'required' }],
    [{ redirectUris: addresses(31) }, { field: 'redirectUris', reason: 'too_many' }],
    [{ redirectUris: [...addresses(2), evil] }, { field: 'redirectUris', reason: 'wildcard', position: '3' }],
    [
      { postLogoutRedirectUris: [evil] },
      { field: 'postLogoutRedirectUris', reason: 'wildcard', position: '1' },
    ],
    [{ postLogoutRedirectUris: addresses(31) }, { field: 'postLogoutRedirectUris', reason: 'too_many' }],
    [{ allowedOrigins: addresses(1) }, { field: 'allowedOrigins', reason: 'not_an_origin', position: '1' }],
    [{ backchannelLogoutUri: 'http://rp.example/' }, { field: 'backchannelLogoutUri', reason: 'plain_http' }],
    [
      { backchannelLogoutSessionRequired: true },
      { field: 'backchannelLogoutSessionRequired', reason: 'needs_a_logout_address' },
    ],
    [{ clientType: 'public' }, { field: 'tokenEndpointAuthMethod', reason: 'needs_a_secret' }],
    [{ tokenEndpointAuthMethod: 'none' }, { field: 'tokenEndpointAuthMethod', reason: 'needs_no_secret' }],
    [
      { clientType: 'public', tokenEndpointAuthMethod: 'none', requiresPkce: false },
      { field: 'requiresPkce', reason: 'always_for_public_clients' },
    ],
    [
      { idTokenSignedResponseAlg: 'HS256' },
      { field: 'idTokenSignedResponseAlg', reason: 'needs_a_readable_secret' },
    ],
  ])('%j: %j', (given, params) => {
    expect(() => check(given)).toThrow(expect.objectContaining({ code: 'openid_client.invalid', params }));
  });
});

describe('the id of a client', () => {
  it.each(['pro-connect', 'a', 'A.b_c-1', 'x'.repeat(100)])('may be %s', (clientId) => {
    expect(checkedClientId(clientId)).toBe(clientId);
  });

  it.each([
    ['', 'required'],
    ['x'.repeat(101), 'too_long'],
    ['two words', 'letters'],
    ['a:b', 'letters'],
    ['é', 'letters'],
    ['a\0', 'letters'],
  ])('may not be %j: %s', (clientId, reason) => {
    expect(() => checkedClientId(clientId)).toThrow(
      expect.objectContaining({ code: 'openid_client.invalid', params: { field: 'clientId', reason } }),
    );
  });
});
