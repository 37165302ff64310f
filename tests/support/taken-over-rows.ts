import { describe, expect, it } from 'vitest';
import { newMemory } from '../../src/takeover/mapping/mapping.ts';
import type { SourceTableName } from '../../src/takeover/mapping/source-tables.ts';
import type { Row } from '../../src/takeover/mapping/table-shape.ts';
import { TAKEOVER_PLAN } from '../../src/takeover/mapping/takeover-plan.ts';

/** When the rows below were made and last changed. They are of the reference, and break no rule. */
export const TIMES = { created_at: '2025-01-01T00:00:00.000001Z', updated_at: '2025-01-02T00:00:00.999999Z' };
export const ORGANIZATION = {
  ...TIMES,
  name: 'Évry',
  registration_id_list: [],
  domain_list: [],
  metadata: '{}',
  is_active: true,
};
export const USER = {
  ...TIMES,
  id: 'u',
  sub: 's',
  email: null,
  language: 'fr-fr',
  last_login: null,
  organization_id: null,
};
export const TEAM = { ...TIMES, name: 'T', path: '00001', depth: 1, numchild: 0 };
export const INVITATION = { ...TIMES, email: 'A@b.fr', role: 'member', issuer_id: 'u' };
export const MAIL_DOMAIN = {
  ...TIMES,
  name: 'evry.fr',
  slug: 'evryfr',
  support_email: 'support@evry.fr',
  status: 'enabled',
  last_check_details: null,
  expected_config: null,
};
export const MAILBOX = {
  ...TIMES,
  domain_id: 'd',
  local_part: 'jean',
  secondary_email: null,
  status: 'enabled',
  password: '!x',
};
export const ALIAS = { ...TIMES, domain_id: 'd', local_part: 'contact', destination: 'A@b.fr' };
export const WEBHOOK = { ...TIMES, url: 'https://a.fr', secret: '', status: 'success', protocol: 'scim' };
export const OPENID_CLIENT = {
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
export const ACCOUNT_SERVICE = { ...TIMES, name: 'S', api_key: 'key-1', scopes: [] };

/** Maps rows in their order, each given as `[table, row]`; returns the mapped rows and the findings. */
export const takeOver = (...given: readonly (readonly [SourceTableName, Row])[]) =>
  takeOverOf('base', ...given);

/** The same, of a reference whose OpenID provider has this profile. */
export function takeOverOf(
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

type Case = readonly [SourceTableName, Row, string];
type NamedCase = readonly [name: string, SourceTableName, Row, target: string, expected: Row];

/** Expects that each row becomes the one row that is expected, and that there is nothing to tell of it. */
export const keepsRows = (cases: readonly NamedCase[]) =>
  describe('rows that break no rule', () => {
    it.each(cases)('%s', (_name, table, row, target, expected) => {
      const { rows, findings } = takeOver([table, row]);
      expect(findings).toEqual([]);
      expect(rows).toEqual([{ [target]: [expect.objectContaining(expected)] }]);
      expect(JSON.stringify(rows)).not.toMatch(/"(password|api_key)"/);
    });
  });

/** Expects that this alone is told of each row, and that it is left out where that is told. */
export const tellsOfRows = (cases: readonly Case[]) =>
  describe('rows that break a rule', () => {
    it.each(cases)('%s %o', (table, row, told) => {
      const { rows, findings } = takeOver([table, row]);
      expect(findings).toEqual([expect.stringContaining(told)]);
      expect(rows).toEqual([
        told.endsWith('left out') && table !== 'people_organization' && !told.includes('address ')
          ? {}
          : expect.anything(),
      ]);
    });
  });

/** Expects that of two rows that cannot be both the first is kept. */
export const keepsFirst = (cases: readonly (readonly [SourceTableName, Row, Row])[]) =>
  it.each(cases)('keeps the first of two in %s', (table, first, second) => {
    const { rows, findings } = takeOver([table, first], [table, second]);
    expect(rows[0]).not.toEqual({});
    expect(rows[1]).toEqual({});
    expect(findings).toEqual([expect.stringMatching(/^2: .*: left out$/)]);
  });

/** Expects that two spellings of a domain, read far from each other, are one; `stored` is the value as it is stored. */
export const knowsSpellings = (
  cases: readonly (readonly [SourceTableName, Row, member: string, stored: string])[],
) =>
  it.each(cases)(
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
