import { afterAll, beforeEach, expect, it } from 'vitest';
import { sha256 } from '../../src/adapters/system/system.ts';
import { makeImportPeople } from '../../src/takeover/import/import-people.ts';
import { TARGET_TABLE_NAMES } from '../../src/takeover/mapping/target-tables.ts';
import { PgPeopleSource } from '../../src/takeover/source/pg-people-source.ts';
import { PgTakeoverTarget } from '../../src/takeover/target/pg-takeover-target.ts';
import type { PeopleTables } from '../support/people-database.ts';
import { openTakeover } from './open-takeover.ts';
import {
  accountServiceRow,
  aliasRow,
  contactRow,
  invitationRow,
  mailboxRow,
  mailDomainRow,
  openidClientRow,
  organizationRow,
  roleRow,
  serviceProviderRow,
  teamRow,
  userRow,
  webhookRow,
} from './people-rows.ts';

const organization = organizationRow({
  registration_id_list: ['11111111111111', '2'],
  domain_list: ['Evry.fr'],
});
const user = userRow({ organization_id: organization.id });
const parent = teamRow({ numchild: 1, organization_id: organization.id });
const child = teamRow({
  path: '0000100001',
  depth: 2,
  external_id: '7b0ff2f6-0a5c-4e0c-a2ff-5d2e0f6c0b02',
});
const domain = mailDomainRow();
const service = serviceProviderRow();
const publicContact = contactRow();
const TABLES: PeopleTables = {
  people_organization: [organization],
  people_service_provider: [service],
  people_organization_service_providers: [
    { organization_id: organization.id, serviceprovider_id: service.id },
  ],
  people_user: [user],
  people_organization_access: [
    roleRow({ role: 'administrator', organization_id: organization.id, user_id: user.id }),
  ],
  people_contact: [
    contactRow({
      owner_id: user.id,
      override_id: publicContact.id,
      // Older than the contact that it overrides, as restored rows may be.
      created_at: '2024-06-01T00:00:00+00:00',
    }),
    publicContact,
  ],
  people_team: [parent, child],
  people_team_access: [roleRow({ team_id: parent.id, user_id: user.id })],
  people_team_service_providers: [{ team_id: parent.id, serviceprovider_id: service.id }],
  people_team_webhook: [
    webhookRow({ team_id: parent.id }),
    webhookRow({
      team_id: child.id,
      secret: null,
      protocol: 'matrix',
      url: 'https://www.tchap.gouv.fr/#/room/!aBc:agent.dinum.tchap.gouv.fr',
    }),
  ],
  people_invitation: [invitationRow({ team_id: parent.id, issuer_id: user.id })],
  people_mail_domain: [domain],
  people_mail_domain_accesses: [roleRow({ domain_id: domain.id, user_id: user.id })],
  people_mail_domain_invitation: [invitationRow({ domain_id: domain.id, issuer_id: user.id })],
  people_mail_box: [mailboxRow({ domain_id: domain.id })],
  people_aliases: [aliasRow({ domain_id: domain.id })],
  people_account_service: [accountServiceRow()],
  oauth2_provider_application: [
    openidClientRow({ user_id: user.id }),
    openidClientRow({
      client_id: 'signs',
      client_secret: 'shared',
      hash_client_secret: false,
      algorithm: 'HS256',
    }),
  ],
};

const { ours, secretBox, takeOver, empty, close } = await openTakeover();
beforeEach(empty);
afterAll(close);

const counts = async () => {
  const { rows } = await ours.pool.query<{ name: string; count: number }>(
    TARGET_TABLE_NAMES.map((name) => `SELECT '${name}' AS name, count(*)::int AS count FROM ${name}`).join(
      ' UNION ALL ',
    ),
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
};

const indexes = async () => {
  const { rows } = await ours.pool.query(
    `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname`,
  );
  return rows;
};

it('leaves every index as it was, whether it keeps the rows or not', async () => {
  const before = await indexes();
  await takeOver(TABLES, { dryRun: true });
  expect(await indexes()).toEqual(before);
  await takeOver(TABLES);
  expect(await indexes()).toEqual(before);
});

it('takes over every table, and a second run changes nothing', async () => {
  const report = await takeOver(TABLES);
  expect(report.findings).toEqual([]);
  expect(report.kept).toBe(true);
  const stored = await counts();
  expect(Object.entries(stored).filter(([, count]) => count === 0)).toEqual([]);
  expect(Object.fromEntries(report.tables.map(({ table, inserted }) => [table, inserted]))).toEqual(stored);

  const before = await ours.pool.query<{ sealed_secret: Buffer | null }>(
    'SELECT sealed_secret, xmin FROM team_webhook ORDER BY id',
  );
  const again = await takeOver(TABLES);
  expect(again.tables.filter(({ inserted, updated, removed }) => inserted + updated + removed > 0)).toEqual(
    [],
  );
  expect(again.tables.map(({ checksum }) => checksum)).toEqual(report.tables.map(({ checksum }) => checksum));
  const after = await ours.pool.query('SELECT sealed_secret, xmin FROM team_webhook ORDER BY id');
  expect(after.rows).toEqual(before.rows);
});

it('leaves statistics to plan queries with', async () => {
  await takeOver(TABLES);
  const { rows } = await ours.pool.query<{ tablename: string }>(
    `SELECT DISTINCT tablename FROM pg_stats WHERE schemaname = 'public'`,
  );
  expect(rows.map(({ tablename }) => tablename)).toEqual(expect.arrayContaining([...TARGET_TABLE_NAMES]));
});

it('keeps times to the microsecond, orders and hashes', async () => {
  await takeOver(TABLES);
  const { rows } = await ours.pool.query(
    `SELECT u.created_at::text, u.last_login_at::text, m.password_hash, i.email, i.expires_at::text,
            (SELECT array_agg(value ORDER BY position) FROM organization_registration_id) AS ids,
            (SELECT value FROM organization_domain) AS domain, d.last_check_details, d.registration
       FROM user_account u, mailbox m, team_invitation i, mail_domain d`,
  );
  expect(rows).toEqual([
    {
      created_at: '2025-03-04 05:06:07.123456+00',
      last_login_at: '2025-04-05 06:07:08.000001+00',
      password_hash: 'pbkdf2_sha256$1$salt$hash',
      email: 'new@evry.fr',
      expires_at: '2025-03-12 05:06:07.654321+00',
      ids: ['11111111111111', '2'],
      domain: 'evry.fr',
      last_check_details: { state: 'ok', valid: true, count: 1 },
      registration: { state: 'registered' },
    },
  ]);
});

it('stores no secret and no key readable', async () => {
  await takeOver(TABLES);
  const webhooks = await ours.pool.query<{ id: string; sealed_secret: Buffer }>(
    'SELECT id, sealed_secret FROM team_webhook WHERE sealed_secret IS NOT NULL',
  );
  expect(webhooks.rows.map(({ id, sealed_secret: sealed }) => secretBox.open(sealed, id))).toEqual([
    's3cret',
  ]);
  const clients = await ours.pool.query<{ client_id: string; secret_hash: string; sealed_secret: Buffer }>(
    'SELECT client_id, secret_hash, sealed_secret FROM openid_client ORDER BY client_id',
  );
  expect(
    clients.rows.map(({ client_id: id, secret_hash: hash, sealed_secret: sealed }) => [
      id,
      hash ?? secretBox.open(sealed, id),
    ]),
  ).toEqual([
    ['rp', 'pbkdf2_sha256$1$salt$hash'],
    ['signs', 'shared'],
  ]);
  const services = await ours.pool.query(
    'SELECT key_prefix, encode(key_hash, $1) AS hash FROM account_service',
    ['hex'],
  );
  const [given] = TABLES.people_account_service ?? [];
  expect(services.rows).toEqual([{ key_prefix: 'gq1Zc8mY', hash: sha256(String(given?.['api_key'])) }]);
});

it('brings only differences the next time, and removes identifiers that are gone', async () => {
  await takeOver(TABLES);
  const changed = { ...organization, name: 'Évry-Courcouronnes', registration_id_list: ['2', '3'] };
  const { tables } = await takeOver({ ...TABLES, people_organization: [changed] });
  const differences = tables
    .filter(({ inserted, updated, removed }) => inserted + updated + removed > 0)
    .map(({ table, inserted, updated, removed }) => [table, inserted, updated, removed]);
  expect(differences).toEqual([
    ['organization', 0, 1, 0],
    ['organization_registration_id', 2, 0, 2],
  ]);
});

it('keeps nothing after a dry run, but tells what would happen', async () => {
  const twin = organizationRow({
    registration_id_list: ['11111111111111'],
    created_at: '2026-01-01T00:00:00+00:00',
  });
  const report = await takeOver({ ...TABLES, people_organization: [twin, organization] }, { dryRun: true });
  expect(report.kept).toBe(false);
  expect(report.findings).toEqual([
    {
      table: 'people_organization',
      id: twin.id,
      problem: `11111111111111 also belongs to organization ${organization.id}`,
      outcome: 'identifier left to the older one',
    },
  ]);
  expect(new Set(Object.values(await counts()))).toEqual(new Set([0]));
});

it('keeps nothing when a row of ours stands in the way', async () => {
  await ours.pool.query(
    `INSERT INTO user_account (id, sub, language, timezone, created_at, updated_at)
     VALUES (gen_random_uuid(), $1, 'en-us', 'UTC', now(), now())`,
    [user['sub']],
  );
  await expect(takeOver(TABLES)).rejects.toThrow('user_account_sub_key');
  expect(await counts()).toMatchObject({ organization: 0, user_account: 1 });
});

it('refuses a database that is not the reference, naming what it lacks', async () => {
  const importPeople = makeImportPeople({
    source: new PgPeopleSource({ url: ours.url }),
    target: new PgTakeoverTarget({ databaseUrl: ours.url, secretBox }),
    digest: sha256,
    onProgress: () => undefined,
    onFindings: async () => undefined,
  });
  await expect(importPeople({ dryRun: false })).rejects.toThrow('people_organization.id');
});
