import { describe, expect, it } from 'vitest';
import { newMemory } from './mapping.ts';
import type { SourceTableName } from './source-tables.ts';
import type { Row } from './table-shape.ts';
import { TAKEOVER_PLAN } from './takeover-plan.ts';

const TIMES = { created_at: '2025-01-01T00:00:00.000001Z', updated_at: '2025-01-02T00:00:00.999999Z' };
const organization = {
  ...TIMES,
  name: 'Évry',
  registration_id_list: [],
  domain_list: [],
  metadata: '{}',
  is_active: true,
};
const user = {
  ...TIMES,
  id: 'u',
  sub: 's',
  email: null,
  language: 'fr-fr',
  last_login: null,
  organization_id: null,
};
const team = { ...TIMES, name: 'T', path: '00001', depth: 1, numchild: 0 };
const invitation = { ...TIMES, email: 'A@b.fr', role: 'member', issuer_id: 'u' };
const mailDomain = {
  ...TIMES,
  name: 'evry.fr',
  slug: 'evryfr',
  support_email: 'support@evry.fr',
  status: 'enabled',
  last_check_details: null,
  expected_config: null,
};
const mailbox = {
  ...TIMES,
  domain_id: 'd',
  local_part: 'jean',
  secondary_email: null,
  status: 'enabled',
  password: '!x',
};
const alias = { ...TIMES, domain_id: 'd', local_part: 'contact', destination: 'A@b.fr' };
const webhook = { ...TIMES, url: 'https://a.fr', secret: '', status: 'success', protocol: 'scim' };
const client = {
  client_id: 'rp',
  name: 'RP',
  client_type: 'confidential',
  authorization_grant_type: 'authorization-code',
  client_secret: 'pbkdf2_sha256$1$salt$hash',
  hash_client_secret: true,
  algorithm: 'RS256',
  redirect_uris: 'https://rp.fr/cb  https://rp.fr/other',
  post_logout_redirect_uris: '',
  allowed_origins: 'https://rp.fr',
  skip_authorization: true,
  user_id: null,
  created: TIMES.created_at,
  updated: TIMES.updated_at,
};
const service = { ...TIMES, name: 'S', api_key: 'key-1', scopes: [] };

/** Maps rows in their order, each given as `[table, row]`; returns the mapped rows and the findings. */
const takeOver = (...given: readonly (readonly [SourceTableName, Row])[]) => takeOverOf('base', ...given);

/** The same, of a reference whose OpenID provider has this profile. */
function takeOverOf(
  claimProfile: 'base' | 'proconnect',
  ...given: readonly (readonly [SourceTableName, Row])[]
) {
  const memory = newMemory((text) => `hash of ${text}`, undefined, claimProfile);
  const mapped = given.map(([table, row]) => {
    const step = TAKEOVER_PLAN.find(({ source }) => source === table);
    if (!step) throw new Error(`nothing becomes of ${table}`);
    return step.map(row, memory);
  });
  const late = TAKEOVER_PLAN.flatMap(({ finish }) => finish(memory));
  return {
    rows: mapped.map(({ rows }) => rows),
    findings: [...mapped.flatMap(({ findings }) => findings), ...late].map(
      ({ id, problem, outcome }) => `${id}: ${problem}: ${outcome}`,
    ),
  };
}

describe('rows that break no rule', () => {
  it.each<[string, SourceTableName, Row, string, Row]>([
    [
      'a user',
      'people_user',
      { ...user, last_login: TIMES.created_at },
      'user_account',
      { id: 'u', sub: 's', language: 'fr-fr', last_login_at: TIMES.created_at },
    ],
    [
      'a team invitation, which ends seven days after its last change',
      'people_invitation',
      { ...invitation, id: 'i', team_id: 't' },
      'team_invitation',
      { email: 'a@b.fr', expires_at: '2025-01-09T00:00:00.999999Z', created_at: TIMES.created_at },
    ],
    [
      'a mail domain, which the provisioner knows',
      'people_mail_domain',
      { ...mailDomain, id: 'd' },
      'mail_domain',
      { registration: '{"state": "registered"}', last_checked_at: null },
    ],
    [
      'a mail domain that was checked',
      'people_mail_domain',
      {
        ...mailDomain,
        id: 'd',
        last_check_details: '{"state": "ok", "mx": {"ok": true, "internal": false}}',
        expected_config: '[{"target": "", "type": "mx", "value": "mx.fr."}]',
      },
      'mail_domain',
      {
        last_check_details: '{"state": "ok", "mx": {"ok": true, "internal": false}}',
        last_check_tests: '[{"name": "mx", "owner": "customer", "detail": null, "passed": true}]',
        expected_config: '[{"type": "mx", "value": "mx.fr.", "target": "", "checkedBy": "mx"}]',
        last_checked_at: TIMES.updated_at,
      },
    ],
    [
      'a mailbox whose password cannot be used',
      'people_mail_box',
      { ...mailbox, id: 'm' },
      'mailbox',
      { mail_domain_id: 'd', password_hash: null, provisioning_started_at: null },
    ],
    [
      'a mailbox with a password',
      'people_mail_box',
      { ...mailbox, id: 'm', password: 'argon2$x' },
      'mailbox',
      { password_hash: 'argon2$x' },
    ],
    [
      'a pending mailbox, which may exist',
      'people_mail_box',
      { ...mailbox, id: 'm', status: 'pending' },
      'mailbox',
      { provisioning_started_at: TIMES.updated_at },
    ],
    [
      'a webhook without secret',
      'people_team_webhook',
      { ...webhook, id: 'w' },
      'team_webhook',
      { sealed_secret: null },
    ],
    [
      'a service, its key hashed',
      'people_account_service',
      { ...service, id: 's' },
      'account_service',
      { key_hash: 'hash of key-1', key_prefix: 'k' },
    ],
    [
      'an alias that would be refused today',
      'people_aliases',
      { ...TIMES, id: 'a', domain_id: 'd', local_part: '../x', destination: 'a@b.fr' },
      'mail_alias',
      { mail_domain_id: 'd', local_part: '../x' },
    ],
    [
      'an OpenID client whose secret is hashed',
      'oauth2_provider_application',
      client,
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
      { ...client, client_secret: 'shared', hash_client_secret: false, algorithm: 'HS256' },
      'openid_client',
      { secret_hash: null, sealed_secret: 'shared', algorithm: 'HS256' },
    ],
    [
      'a public OpenID client, which needs no secret',
      'oauth2_provider_application',
      { ...client, client_type: 'public' },
      'openid_client',
      { client_type: 'public', secret_hash: null, sealed_secret: null },
    ],
  ])('%s', (_name, table, row, target, expected) => {
    const { rows, findings } = takeOver([table, row]);
    expect(findings).toEqual([]);
    expect(rows).toEqual([{ [target]: [expect.objectContaining(expected)] }]);
    expect(JSON.stringify(rows)).not.toMatch(/"(password|api_key)"/);
  });
});

describe('rows that break a rule', () => {
  it.each<[SourceTableName, Row, string]>([
    ['people_organization', { ...organization, id: 'o', metadata: '[]' }, 'replaced by an empty one'],
    [
      'people_organization',
      { ...organization, id: 'o', domain_list: ['A.fr', 'a.fr'] },
      'a.fr is listed twice: listed once',
    ],
    [
      'people_organization',
      { ...organization, id: 'o', registration_id_list: [''] },
      'an identifier is empty: identifier left out',
    ],
    ['people_user', { ...user, language: 'de-de' }, 'unknown language de-de: set to en-us'],
    ['people_user', { ...user, sub: '' }, 'sub is empty: set to the id, which no provider sends'],
    ['people_contact', { ...TIMES, id: 'c', data: '"x"' }, 'replaced by an empty one'],
    ['people_team', { ...team, id: 't', depth: 3 }, 'depth 3 of path 00001: set to 1'],
    ['people_team', { ...team, id: 't', numchild: 2 }, 'numchild 2: set to 0'],
    ['people_team', { ...team, id: 't', path: '000' }, 'odd path 000: kept'],
    [
      'people_team',
      { ...team, id: 't', path: '0000100002', depth: 2 },
      'no team has the path 00001 of its parent: kept where it is',
    ],
    ['people_team_access', { ...TIMES, id: 'a', role: 'boss' }, 'unknown role boss: left out'],
    ['people_invitation', { ...invitation, id: 'i', role: 'boss' }, 'unknown role boss: left out'],
    ['people_team_webhook', { ...webhook, id: 'w', protocol: 'x' }, 'unknown protocol x: left out'],
    ['people_team_webhook', { ...webhook, id: 'w', url: '' }, 'no address: left out'],
    ['people_team_webhook', { ...webhook, id: 'w', status: 'x' }, 'unknown status x: set to pending'],
    ['people_organization_access', { ...TIMES, id: 'a', role: 'x' }, 'unknown role x: left out'],
    ['people_mail_domain_accesses', { ...TIMES, id: 'a', role: 'x' }, 'unknown role x: left out'],
    ['people_mail_domain_invitation', { ...invitation, id: 'i', role: 'x' }, 'unknown role x: left out'],
    [
      'people_mail_domain',
      { ...mailDomain, id: 'd', name: 'E.fr' },
      'E.fr is not as DNS has it: renamed e.fr',
    ],
    [
      'people_mail_domain',
      { ...mailDomain, id: 'd', name: 'Évry.fr' },
      'Évry.fr is not as DNS has it: renamed xn--vry-9la.fr',
    ],
    [
      'people_mail_domain',
      { ...mailDomain, id: 'd', support_email: 's@Évry.fr' },
      's@Évry.fr in letters of its language: stored as s@xn--vry-9la.fr',
    ],
    ['people_user', { ...user, email: 'a@évry.fr' }, 'stored as a@xn--vry-9la.fr'],
    ['people_mail_box', { ...mailbox, id: 'm', secondary_email: 'a@évry.fr' }, 'stored as a@xn--vry-9la.fr'],
    ['people_aliases', { ...alias, id: 'a', destination: 'A@évry.fr' }, 'stored as A@xn--vry-9la.fr'],
    [
      'people_invitation',
      { ...invitation, id: 'i', team_id: 't', email: 'A@évry.fr' },
      'stored as A@xn--vry-9la.fr',
    ],
    ['people_mail_domain', { ...mailDomain, id: 'd', slug: '' }, 'slug is empty: set to the id'],
    ['people_mail_domain', { ...mailDomain, id: 'd', status: 'x' }, 'unknown status x: set to pending'],
    ['people_mail_box', { ...mailbox, id: 'm', local_part: 'Jo' }, 'upper-case letters in Jo: renamed jo'],
    ['people_mail_box', { ...mailbox, id: 'm', status: 'x' }, 'unknown status x: set to disabled'],
    ['people_aliases', { ...TIMES, id: 'a', local_part: '' }, 'no local part: left out'],
    ['people_account_service', { ...service, id: 's', api_key: '' }, 'no key: left out'],
    ['oauth2_provider_application', { ...client, algorithm: '' }, 'rp: no algorithm: set to RS256'],
    [
      'oauth2_provider_application',
      { ...client, algorithm: 'HS256' },
      'nothing to sign with by HS256: set to RS256',
    ],
    [
      'oauth2_provider_application',
      { ...client, user_id: 'u' },
      'registered by u, who is not of the staff: left out',
    ],
    ['oauth2_provider_application', { ...client, client_type: 'x' }, 'unknown client type x: left out'],
    [
      'oauth2_provider_application',
      { ...client, authorization_grant_type: 'implicit' },
      'grant type implicit, which is not offered: left out',
    ],
    [
      'oauth2_provider_application',
      { ...client, redirect_uris: ' ' },
      'no address to send people back to: left out',
    ],
    ['oauth2_provider_application', { ...client, client_secret: '' }, 'no secret: left out'],
    [
      'oauth2_provider_application',
      { ...client, client_secret: 'md5$salt$hash' },
      'its secret is hashed by a method that is not verified: kept; rotate it',
    ],
    [
      'oauth2_provider_application',
      { ...client, redirect_uris: 'https://rp.fr/cb http://rp.fr/cb' },
      'redirect address http://rp.fr/cb (plain_http): kept, compared letter by letter',
    ],
    [
      'oauth2_provider_application',
      { ...client, post_logout_redirect_uris: 'fr.rp.app:/out' },
      'sign-out address fr.rp.app:/out (not_a_web_address): left out',
    ],
    [
      'oauth2_provider_application',
      { ...client, allowed_origins: 'https://rp.fr/' },
      'origin https://rp.fr/ (not_an_origin): kept, compared letter by letter',
    ],
  ])('%s %o', (table, row, told) => {
    const { rows, findings } = takeOver([table, row]);
    expect(findings).toEqual([expect.stringContaining(told)]);
    expect(rows).toEqual([
      told.endsWith('left out') && table !== 'people_organization' && !told.includes('address ')
        ? {}
        : expect.anything(),
    ]);
  });
});

describe('rows that collide', () => {
  it('gives an identifier to the organization read first', () => {
    const { rows, findings } = takeOver(
      ['people_organization', { ...organization, id: 'old', registration_id_list: ['1'] }],
      ['people_organization', { ...organization, id: 'new', registration_id_list: ['1', '2'] }],
    );
    expect(rows.map((row) => row.organization_registration_id)).toEqual([
      [{ value: '1', organization_id: 'old', position: 1 }],
      [{ value: '2', organization_id: 'new', position: 1 }],
    ]);
    expect(findings).toEqual(['new: 1 also belongs to organization old: identifier left to the older one']);
  });

  it('leaves out a domain of the same name in other letters, with all it has', () => {
    const { rows, findings } = takeOver(
      ['people_mail_domain', { ...mailDomain, id: 'd1' }],
      ['people_mail_domain', { ...mailDomain, id: 'd2', name: 'EVRY.fr' }],
      ['people_mail_domain_accesses', { ...TIMES, id: 'a', role: 'owner', domain_id: 'd2' }],
      ['people_mail_domain_invitation', { ...invitation, id: 'i', domain_id: 'd2' }],
      ['people_mail_box', { ...mailbox, id: 'm', domain_id: 'd2' }],
      ['people_aliases', { ...TIMES, id: 'x', local_part: 'x', destination: 'a@b.fr', domain_id: 'd2' }],
    );
    expect(rows.map((row) => Object.keys(row))).toEqual([['mail_domain'], [], [], [], [], []]);
    expect(findings).toHaveLength(5);
  });

  it.each<[SourceTableName, Row, Row]>([
    [
      'people_invitation',
      { ...invitation, id: '1', team_id: 't' },
      { ...invitation, id: '2', team_id: 't', email: 'a@B.fr' },
    ],
    [
      'people_mail_domain_invitation',
      { ...invitation, id: '1', domain_id: 'd', role: 'viewer' },
      { ...invitation, id: '2', domain_id: 'd', role: 'viewer', email: 'a@b.fr' },
    ],
    ['people_mail_box', { ...mailbox, id: '1' }, { ...mailbox, id: '2', local_part: 'Jean' }],
    ['people_aliases', { ...alias, id: '1' }, { ...alias, id: '2', destination: 'A@B.fr' }],
    ['people_account_service', { ...service, id: '1' }, { ...service, id: '2' }],
  ])('keeps the first of two in %s', (table, first, second) => {
    const { rows, findings } = takeOver([table, first], [table, second]);
    expect(rows[0]).not.toEqual({});
    expect(rows[1]).toEqual({});
    expect(findings).toEqual([expect.stringMatching(/^2: .*: left out$/)]);
  });

  it.each<[SourceTableName, Row, string, string]>([
    ['people_mail_domain', mailDomain, 'name', 'xn--vry-9la.fr'],
    ['people_invitation', { ...invitation, team_id: 't' }, 'email', 'a@xn--vry-9la.fr'],
    [
      'people_mail_domain_invitation',
      { ...invitation, domain_id: 'd', role: 'viewer' },
      'email',
      'a@xn--vry-9la.fr',
    ],
    ['people_aliases', alias, 'destination', 'a@xn--vry-9la.fr'],
  ])(
    'in two spellings of a domain that are read far from each other, in %s',
    (table, row, member, stored) => {
      const of = (id: string, value: string): readonly [SourceTableName, Row] => [
        table,
        { ...row, id, [member]: value },
      ];
      const { rows, findings } = takeOver(
        of('1', stored),
        of('2', stored.replace('xn--vry-9la', 'zoo')),
        of('3', stored.replace('xn--vry-9la', 'évry')),
      );
      expect(rows.map((mapped) => Object.keys(mapped).length)).toEqual([1, 1, 0]);
      expect(findings.at(-1)).toMatch(/^3: .*in another spelling: left out$/);
    },
  );

  it('tells aliases apart by the letters of the local part they lead to, as before', () => {
    const { rows, findings } = takeOver(
      ['people_aliases', { ...alias, id: '1', destination: 'A@b.fr' }],
      ['people_aliases', { ...alias, id: '2', destination: 'a@b.fr' }],
      ['people_aliases', { ...alias, id: '3', destination: 'A@B.fr' }],
      ['people_aliases', { ...alias, id: '4', local_part: 'x', destination: 'A@B.fr' }],
    );
    expect(rows.map((row) => row.mail_alias?.[0]?.destination)).toEqual([
      'A@b.fr',
      'a@b.fr',
      undefined,
      'A@b.fr',
    ]);
    expect(findings).toHaveLength(1);
  });

  it('gives a domain in two spellings to the organization read first', () => {
    const { rows } = takeOver(
      ['people_organization', { ...organization, id: 'old', domain_list: ['évry.fr'] }],
      ['people_organization', { ...organization, id: 'new', domain_list: ['xn--vry-9la.fr', 'b.fr'] }],
    );
    expect(rows.map((row) => row.organization_domain?.map(({ value }) => value))).toEqual([
      ['xn--vry-9la.fr'],
      ['b.fr'],
    ]);
  });

  it('keeps the OpenID clients that the staff registered', () => {
    const { rows, findings } = takeOver(
      ['people_user', { ...user, is_staff: true, is_superuser: false }],
      ['oauth2_provider_application', { ...client, user_id: 'u' }],
    );
    expect(rows[1]?.openid_client).toHaveLength(1);
    expect(findings).toEqual([]);
  });

  it('leaves OpenID clients as they were: a secret in either place, and what the profile demanded of them', () => {
    const app = { ...client, client_id: 'app', client_type: 'public' };
    const given = [
      ['oauth2_provider_application', client],
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
      { ...client, redirect_uris: 'https://rp.fr/cb#x fr.rp.app:/cb' },
    ]);
    expect(rows).toEqual([{}]);
    expect(findings).toHaveLength(3);
  });

  it('counts the children of a team, which are read before it', () => {
    const { rows, findings } = takeOver(
      ['people_team', { ...team, id: 'b', path: '0000100002', depth: 2 }],
      ['people_team', { ...team, id: 'a', path: '0000100001', depth: 2 }],
      ['people_team', { ...team, id: 'p', numchild: 1 }],
    );
    expect(rows[2]?.team).toEqual([expect.objectContaining({ id: 'p', numchild: 2 })]);
    expect(findings).toEqual(['p: numchild 1: set to 2']);
  });
});

it('k5-siret-spaces, k5-placeholder: registration ids are stored as sign-in reads them', () => {
  const { rows, findings } = takeOver(
    [
      'people_organization',
      { ...organization, id: 'o1', registration_id_list: ['200\u00a0000 000.00001', 'N/A'] },
    ],
    [
      'people_organization',
      { ...organization, id: 'o2', registration_id_list: ['20000000000001', 'W 751234567'] },
    ],
  );
  expect(rows.map((row) => row.organization_registration_id)).toEqual([
    [{ value: '20000000000001', organization_id: 'o1', position: 1 }],
    [{ value: 'W751234567', organization_id: 'o2', position: 1 }],
  ]);
  expect(findings).toEqual([
    'o1: "200\u00a0000 000.00001" is not written as ids are here: stored as 20000000000001',
    'o1: "N/A" is no registration id: identifier left out',
    'o2: "W 751234567" is not written as ids are here: stored as W751234567',
    'o2: 20000000000001 also belongs to organization o1: identifier left to the older one',
  ]);
});

describe('k14-invisible names that are none here', () => {
  it('are stored as names are', () => {
    const { rows, findings } = takeOver(
      ['people_user', { ...user, name: 'Jose\u0301' }],
      ['people_contact', { ...TIMES, id: 'c', full_name: 'A\r\nB', short_name: '\u200b', data: '{}' }],
      ['people_team', { ...team, id: 't', name: ' Voirie ' }],
      ['people_organization', { ...organization, id: 'o', name: 'Évry' }],
    );
    expect(rows).toMatchObject([
      { user_account: [{ name: 'José' }] },
      { contact: [{ full_name: 'A B', short_name: '\u200b' }] },
      { team: [{ name: 'Voirie' }] },
      { organization: [{ name: 'Évry' }] },
    ]);
    expect(findings).toEqual([
      'u: name "Jose\u0301" is not written as names are here: stored as José',
      'c: full_name "A\\r\\nB" is not written as names are here: stored as A B',
      'c: short_name "\u200b" is not written as names are here: kept',
      't: name " Voirie " is not written as names are here: stored as Voirie',
    ]);
  });

  it('stay where no two may be the same', () => {
    const { rows, findings } = takeOver([
      'people_mail_box',
      { ...mailbox, id: 'm', first_name: 'Jose\u0301', last_name: 'P' },
    ]);
    expect(rows).toMatchObject([{ mailbox: [{ first_name: 'Jose\u0301' }] }]);
    expect(findings).toEqual(['m: first_name "Jose\u0301" is not written as names are here: kept']);
  });
});

describe('values that would be refused today', () => {
  it.each<[string, SourceTableName, Row, readonly string[]]>([
    [
      'a mailbox',
      'people_mail_box',
      { ...mailbox, id: 'm', local_part: 'space bad', secondary_email: 'not-an-address' },
      [
        'm: "space bad" is no local part of a mailbox: kept',
        'm: secondary address "not-an-address" is no e-mail address: kept',
      ],
    ],
    [
      'an alias',
      'people_aliases',
      { id: 'a', domain_id: 'd', local_part: '../x', destination: 'nowhere' },
      ['a: mail cannot be sent to its destination "nowhere": kept'],
    ],
    [
      'a domain',
      'people_mail_domain',
      { ...mailDomain, id: 'd', name: 'no domain', support_email: 'support' },
      [
        'd: "no domain" is no name of a domain: kept',
        'd: support address "support" is no e-mail address: kept',
      ],
    ],
    [
      'a person',
      'people_user',
      { ...user, email: 'alice', is_active: true },
      ['u: e-mail "alice" is no e-mail address: kept'],
    ],
    [
      'a superuser of the back office',
      'people_user',
      { ...user, is_superuser: true, password: 'argon2$argon2id$…' },
      ['u: signs in to the back office with a password: kept: here only the provider signs people in'],
    ],
    [
      'an invitation',
      'people_invitation',
      { ...invitation, id: 'i', team_id: 't', email: 'x@' },
      ['i: e-mail "x@" is no e-mail address: kept'],
    ],
  ])('of %s are findings', (_what, table, row, findings) => {
    expect(takeOver([table, row]).findings).toEqual(findings);
  });

  it('reports nothing of a superuser whose password is unusable', () => {
    const superuser = { ...user, is_superuser: true, password: '!unusable' };
    expect(takeOver(['people_user', superuser]).findings).toEqual([]);
  });

  const INSIDE = {
    allowsPlainHttp: false,
    mayLeadTo: (host: string) => host !== '10.0.0.1',
  };
  const ofWebhook = (url: string, reach = INSIDE) =>
    TAKEOVER_PLAN.find(({ source }) => source === 'people_team_webhook')?.map(
      { ...webhook, id: 'w', url },
      newMemory((text) => text, reach),
    ).findings;

  it.each([
    ['http://10.0.0.1/hook', ['http, which needs WEBHOOK_ALLOW_PLAIN_HTTP', 'WEBHOOK_ALLOWED_NETWORKS']],
    ['https://10.0.0.1/hook', ['WEBHOOK_ALLOWED_NETWORKS']],
    ['https://me:secret@scim.fr/Groups', ['credentials']],
    ['https://scim.fr:25/Groups', ['port']],
    ['scim.fr', ['none that its protocol can use']],
    ['https://scim.fr/Groups', []],
  ])('of a webhook to %s are findings, without its address', (url, expected) => {
    const findings = ofWebhook(url) ?? [];
    expect(findings.map(({ problem }) => problem)).toEqual(
      expected.map((words) => expect.stringContaining(words)),
    );
    expect(JSON.stringify(findings)).not.toMatch(/\/hook|secret|Groups/);
  });

  it('of a webhook are no findings where the installation lets it be called', () => {
    expect(ofWebhook('http://10.0.0.1/hook', { allowsPlainHttp: true, mayLeadTo: () => true })).toEqual([]);
  });
});
