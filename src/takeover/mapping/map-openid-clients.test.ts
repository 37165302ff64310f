import { expect, it } from 'vitest';
import {
  keepsRows,
  OPENID_CLIENT,
  TIMES,
  takeOver,
  takeOverOf,
  tellsOfRows,
  USER,
} from '../../../tests/support/taken-over-rows.ts';

keepsRows([
  [
    'an OpenID client whose secret is hashed',
    'oauth2_provider_application',
    OPENID_CLIENT,
    'openid_client',
    {
      client_id: 'rp',
      secret_hash: 'pbkdf2_sha256$1$salt$hash',
      sealed_secret: null,
      redirect_uris: ['https://rp.fr/cb', 'https://rp.fr/other'],
      post_logout_redirect_uris: [],
      allowed_origins: ['https://rp.fr'],
      created_at: TIMES.created_at,
    },
  ],
  [
    'an OpenID client whose secret signs',
    'oauth2_provider_application',
    { ...OPENID_CLIENT, client_secret: 'shared', hash_client_secret: false, algorithm: 'HS256' },
    'openid_client',
    { secret_hash: null, sealed_secret: 'shared', algorithm: 'HS256' },
  ],
  [
    'a public OpenID client, which needs no secret',
    'oauth2_provider_application',
    { ...OPENID_CLIENT, client_type: 'public' },
    'openid_client',
    { client_type: 'public', secret_hash: null, sealed_secret: null },
  ],
]);

tellsOfRows([
  ['oauth2_provider_application', { ...OPENID_CLIENT, algorithm: '' }, 'rp: no algorithm: set to RS256'],
  [
    'oauth2_provider_application',
    { ...OPENID_CLIENT, algorithm: 'HS256' },
    'nothing to sign with by HS256: set to RS256',
  ],
  [
    'oauth2_provider_application',
    { ...OPENID_CLIENT, user_id: 'u' },
    'registered by u, who is not of the staff: left out',
  ],
  ['oauth2_provider_application', { ...OPENID_CLIENT, client_type: 'x' }, 'unknown client type x: left out'],
  [
    'oauth2_provider_application',
    { ...OPENID_CLIENT, authorization_grant_type: 'implicit' },
    'grant type implicit, which is not offered: left out',
  ],
  [
    'oauth2_provider_application',
    { ...OPENID_CLIENT, redirect_uris: ' ' },
    'no address to send people back to: left out',
  ],
  ['oauth2_provider_application', { ...OPENID_CLIENT, client_secret: '' }, 'no secret: left out'],
  [
    'oauth2_provider_application',
    { ...OPENID_CLIENT, client_secret: 'md5$salt$hash' },
    'its secret is hashed by a method that is not verified: kept; rotate it',
  ],
  [
    'oauth2_provider_application',
    { ...OPENID_CLIENT, redirect_uris: 'https://rp.fr/cb http://rp.fr/cb' },
    'redirect address http://rp.fr/cb (plain_http): kept, compared letter by letter',
  ],
  [
    'oauth2_provider_application',
    { ...OPENID_CLIENT, post_logout_redirect_uris: 'fr.rp.app:/out' },
    'sign-out address fr.rp.app:/out (not_a_web_address): left out',
  ],
  [
    'oauth2_provider_application',
    { ...OPENID_CLIENT, allowed_origins: 'https://rp.fr/' },
    'origin https://rp.fr/ (not_an_origin): kept, compared letter by letter',
  ],
]);

it('keeps the OpenID clients that the staff registered', () => {
  const { rows, findings } = takeOver(
    ['people_user', { ...USER, is_staff: true, is_superuser: false }],
    ['oauth2_provider_application', { ...OPENID_CLIENT, user_id: 'u' }],
  );
  expect(rows[1]?.openid_client).toHaveLength(1);
  expect(findings).toEqual([]);
});

it('leaves OpenID clients as they were: a secret in either place, and what the profile demanded of them', () => {
  const app = { ...OPENID_CLIENT, client_id: 'app', client_type: 'public' };
  const given = [
    ['oauth2_provider_application', OPENID_CLIENT],
    ['oauth2_provider_application', app],
  ] as const;
  const base = takeOverOf('base', ...given);
  expect(base.rows.flatMap((row) => row.openid_client)).toMatchObject([
    {
      token_endpoint_auth_method: 'client_secret_basic_or_post',
      requires_pkce: true,
      userinfo_algorithm: null,
    },
    { token_endpoint_auth_method: 'none', requires_pkce: true, userinfo_algorithm: null },
  ]);
  expect(base.findings).toEqual([]);
  const proConnect = takeOverOf('proconnect', ...given);
  expect(proConnect.rows.flatMap((row) => row.openid_client)).toMatchObject([
    { client_id: 'rp', requires_pkce: false, userinfo_algorithm: 'RS256' },
    { client_id: 'app', requires_pkce: true, userinfo_algorithm: 'RS256' },
  ]);
  expect(proConnect.findings).toEqual([
    'app: a public client without a code challenge: a code challenge is demanded of it',
  ]);
});

it('leaves an OpenID client out that has no usable address', () => {
  const { rows, findings } = takeOver([
    'oauth2_provider_application',
    { ...OPENID_CLIENT, redirect_uris: 'https://rp.fr/cb#x fr.rp.app:/cb' },
  ]);
  expect(rows).toEqual([{}]);
  expect(findings).toHaveLength(3);
});
