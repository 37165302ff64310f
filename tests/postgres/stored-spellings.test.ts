import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { respellStored } from '../../src/adapters/postgres/spelling/respell-stored.ts';
import { LINE_COLUMNS, SPELLED_COLUMNS } from '../../src/adapters/postgres/spelling/spelled-column.ts';
import { TABLE_RULES } from '../../src/adapters/storage/all-table-rules.ts';
import type { Repositories } from '../../src/application/unit-of-work.ts';
import { makeAccountService } from '../builders/make-account-service.ts';
import { makeContact } from '../builders/make-contact.ts';
import { makeMailAlias } from '../builders/make-mail-alias.ts';
import { makeMailAliasChange } from '../builders/make-mail-alias-change.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainInvitation } from '../builders/make-mail-domain-invitation.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamInvitation } from '../builders/make-team-invitation.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { takeAll } from '../contracts/take-all.ts';
import { postgresStorageOn } from '../support/postgres-harness.ts';
import { seedPostgres } from '../support/seed-postgres.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** As a former release stored it, and as it is to be. */
const FORMER = 'ana@évry.fr';
const SPELLED = 'ana@xn--vry-9la.fr';

const user = makeUser({ email: SPELLED });
const team = makeTeam();
const domain = makeMailDomain({ name: 'xn--a-5fa.fr', supportEmail: SPELLED });
const other = makeMailDomain({ name: 'evry.fr' });
const organization = makeOrganization({ name: 'xn--vry-9la.fr', domains: ['xn--vry-9la.fr'] });
const mailbox = makeMailbox({ mailDomainId: domain.id, secondaryEmail: SPELLED });
const alias = (destination: string) =>
  makeMailAlias({ mailDomainId: domain.id, localPart: 'contact', destination });
const places = { issuerId: user.id, email: SPELLED };
const toTeam = makeTeamInvitation({ teamId: team.id, ...places });
const toDomain = makeMailDomainInvitation({ mailDomainId: domain.id, ...places });
const change = makeMailAliasChange({ mailDomainId: domain.id, localPart: 'other', destination: SPELLED });

let database: TestDatabase;
let pool: Pool;
let storage: ReturnType<typeof postgresStorageOn>;
const inStores = <T>(work: (stores: Repositories) => Promise<T>) => storage.unitOfWork.run(work);

beforeAll(async () => {
  database = await openTestDatabase();
  pool = database.pool;
  storage = postgresStorageOn(pool);
});
afterAll(async () => {
  await storage.close();
  await database.close();
});

/** Stores the rows, then writes them as former releases did. */
beforeEach(async () => {
  for (const table of ['mail_domain', 'team', 'user_account', 'organization'])
    await pool.query(`DELETE FROM ${table}`);
  await seedPostgres(pool).team(team);
  await inStores(async (stores) => {
    await stores.organizations.insert(organization);
    await stores.users.insertOrFind(user);
    for (const one of [domain, other]) await stores.mailDomains.insert(one);
    await stores.mailboxes.insert(mailbox);
    await stores.mailAliases.insertIfAbsent(alias(SPELLED));
    await stores.teamInvitations.insert(toTeam);
    await stores.mailDomainInvitations.insert(toDomain);
    await stores.mailAliasChanges.insertOrFind([change]);
  });
  for (const { table, column } of SPELLED_COLUMNS) {
    await pool.query(
      `UPDATE ${table} SET ${column} = replace(replace(${column}, 'xn--vry-9la', 'évry'), 'xn--a-5fa', 'ça')`,
    );
  }
  await pool.query("UPDATE organization SET name = 'évry.fr'");
});

it('is looked for in every column that is spelled', () => {
  const snake = (member: string) => member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const ruled = Object.values(TABLE_RULES).flatMap((rules) =>
    'spelled' in rules
      ? Object.keys(rules.spelled ?? {}).map((member) => `${rules.table}.${snake(member)}`)
      : [],
  );
  const columns = SPELLED_COLUMNS.map(({ table, column }) => `${table}.${column}`);
  expect(ruled).toHaveLength(8);
  expect(columns.sort()).toEqual([...ruled, 'organization_domain.value'].sort());
});

const texts = async (table: string, column: string) => {
  const { rows } = await pool.query<{ text: string }>(
    `SELECT ${column} AS text FROM ${table} WHERE ${column} IS NOT NULL ORDER BY ${column} COLLATE "C"`,
  );
  return rows.map(({ text }) => text);
};
const all = async () => {
  const read = SPELLED_COLUMNS.map(async ({ table, column }) => [
    `${table}.${column}`,
    await texts(table, column),
  ]);
  return Object.fromEntries(await Promise.all(read));
};
const respell = (given: { isDryRun?: boolean; batchRows?: number } = {}) =>
  respellStored(pool, { isDryRun: false, batchRows: 2, ...given });
const collisionsOf = async (given?: Parameters<typeof respell>[0]) =>
  (await respell(given)).flatMap(({ collisions }) => collisions);

describe('what former releases stored', () => {
  it('is found before it is written anew', async () => {
    await inStores(async (stores) => {
      for (const spelling of ['ANA@Évry.fr', SPELLED]) {
        expect(await stores.users.findActiveByEmail(spelling)).toHaveLength(1);
        expect(await stores.users.listByEmail(spelling)).toHaveLength(1);
      }
      expect((await stores.organizations.findByDomain('xn--vry-9la.fr'))?.id).toBe(organization.id);
      expect(await stores.mailAliases.destinationsOf(['contact@xn--a-5fa.fr'])).toEqual([FORMER]);
      expect(await stores.mailAliases.remove(domain.id, 'contact', SPELLED)).toBe(1);
      expect(await takeAll(stores.invitations, SPELLED, minutesLater(1))).toHaveLength(2);
    });
  });

  it('is taken back when who is invited has an account', async () => {
    await inStores(async ({ teamInvitations, mailDomainInvitations }) => {
      await teamInvitations.deleteFor(team.id, SPELLED);
      await mailDomainInvitations.deleteFor(domain.id, SPELLED);
    });
    expect(await texts('team_invitation', 'email')).toEqual([]);
    expect(await texts('mail_domain_invitation', 'email')).toEqual([]);
  });

  it('is written in one spelling, of whichever table, and nothing else is', async () => {
    expect(Object.values(await all()).flat()).not.toContain(SPELLED);
    const before = await pool.query('SELECT id, local_part, created_at, updated_at FROM mail_alias');
    expect(await respell()).toEqual(
      SPELLED_COLUMNS.map(({ table, column }) => ({ table, column, respelled: 1, collisions: [] })),
    );
    expect(await all()).toEqual({
      'user_account.email': [SPELLED],
      'team_invitation.email': [SPELLED],
      'mail_domain.name': ['evry.fr', 'xn--a-5fa.fr'],
      'mail_domain.support_email': [SPELLED, 'support@commune.example'],
      'mail_domain_invitation.email': [SPELLED],
      'mailbox.secondary_email': [SPELLED],
      'mail_alias.destination': [SPELLED],
      'mail_alias_change.destination': [SPELLED],
      'organization_domain.value': ['xn--vry-9la.fr'],
    });
    expect(await texts('organization', 'name')).toEqual(['xn--vry-9la.fr']);
    const after = await pool.query('SELECT id, local_part, created_at, updated_at FROM mail_alias');
    expect(after.rows).toEqual(before.rows);
    expect((await respell()).every(({ respelled }) => respelled === 0)).toBe(true);
  });

  it('is only reported in a dry run', async () => {
    const before = await all();
    const told = await respell({ isDryRun: true });
    expect(told.map(({ respelled }) => respelled)).toEqual(SPELLED_COLUMNS.map(() => 1));
    expect(await all()).toEqual(before);
  });

  it('is gone through in batches, and gone on with', async () => {
    const many = Array.from({ length: 7 }, (_, index) => `a${index}@b.fr`);
    await inStores(async ({ mailAliases }) => {
      for (const destination of many) await mailAliases.insertIfAbsent(alias(destination));
    });
    await pool.query("UPDATE mail_alias SET destination = replace(destination, '@b.fr', '@B.fr')");
    await pool.query(`CREATE FUNCTION stop_respelling() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW.destination = 'a4@b.fr' THEN RAISE EXCEPTION 'stopped'; END IF; RETURN NEW; END; $$`);
    await pool.query(
      'CREATE TRIGGER stop_respelling BEFORE UPDATE ON mail_alias FOR EACH ROW EXECUTE FUNCTION stop_respelling()',
    );
    await expect(respell()).rejects.toThrow('stopped');
    const half = (await texts('mail_alias', 'destination')).filter((text) => text.endsWith('@b.fr')).length;
    await pool.query('DROP FUNCTION stop_respelling CASCADE');
    await respell();
    expect(await texts('mail_alias', 'destination')).toEqual([...many, SPELLED]);
    expect(half).toBeLessThan(7);
  });
});

describe('rows that would be the same', () => {
  it('stay as they are, both of them, and are listed each time', async () => {
    await inStores(async (stores) => {
      await stores.mailAliases.insertIfAbsent(alias(SPELLED));
      await stores.mailAliases.insertIfAbsent(alias('Ana@xn--vry-9la.fr'));
      await stores.teamInvitations.insert(makeTeamInvitation({ teamId: team.id, ...places }));
      await stores.users.insertOrFind(makeUser({ email: 'ANA@xn--vry-9la.fr' }));
    });
    const expected = [
      { table: 'user_account', rows: [FORMER, 'ANA@xn--vry-9la.fr'] },
      { table: 'team_invitation', rows: [FORMER, SPELLED] },
      { table: 'mail_alias', rows: [FORMER, SPELLED] },
    ];
    for (const isDryRun of [true, false, false]) {
      const found = await collisionsOf({ isDryRun });
      expect(found.map(({ table, rows }) => ({ table, rows: rows.map(({ text }) => text) }))).toEqual(
        expected,
      );
    }
    expect(await texts('mail_alias', 'destination')).toEqual(['Ana@xn--vry-9la.fr', SPELLED, FORMER]);
    expect(await texts('user_account', 'email')).toEqual(['ANA@xn--vry-9la.fr', FORMER]);
    expect(await texts('mailbox', 'secondary_email')).toEqual([SPELLED]);
  });

  it('stay when none of them is in the one spelling', async () => {
    await pool.query(
      `INSERT INTO mail_alias (id, mail_domain_id, local_part, destination, created_at, updated_at)
       SELECT gen_random_uuid(), mail_domain_id, local_part, 'ana@ÉVRY.fr', now(), now() FROM mail_alias`,
    );
    const [collision, ...others] = await collisionsOf({ batchRows: 1 });
    expect(others).toEqual([]);
    expect(collision).toMatchObject({ table: 'mail_alias', spelling: SPELLED });
    expect(collision?.rows.map(({ text }) => text).sort()).toEqual(['ana@ÉVRY.fr', FORMER]);
    expect(await texts('mail_alias', 'destination')).toEqual(['ana@ÉVRY.fr', FORMER]);
    await pool.query("DELETE FROM mail_alias WHERE destination = 'ana@ÉVRY.fr'");
    expect(await collisionsOf()).toEqual([]);
    expect(await texts('mail_alias', 'destination')).toEqual([SPELLED]);
  });

  it('are others in another place', async () => {
    await inStores(({ mailAliases }) =>
      mailAliases.insertIfAbsent(
        makeMailAlias({ mailDomainId: other.id, localPart: 'contact', destination: SPELLED }),
      ),
    );
    expect(await collisionsOf()).toEqual([]);
  });
});

describe('names that are not composed', () => {
  const [NFD, NFC] = ['Zoe\u0301', 'Zoé'];
  const respellLines = (isDryRun = false) => respellStored(pool, { isDryRun, batchRows: 2 }, LINE_COLUMNS);
  const provider = (name: string, audienceId: string) =>
    pool.query(
      `INSERT INTO service_provider (id, name, audience_id, created_at, updated_at) VALUES (gen_random_uuid(), $1, $2, now(), now())`,
      [name, audienceId],
    );
  const names = async () =>
    Object.fromEntries(
      await Promise.all(
        LINE_COLUMNS.map(async ({ table, column }) => [`${table}.${column}`, await texts(table, column)]),
      ),
    );

  beforeEach(async () => {
    for (const table of ['service_provider', 'account_service', 'openid_client', 'contact']) {
      await pool.query(`DELETE FROM ${table}`);
    }
    await inStores(async ({ contacts, accountServices }) => {
      await contacts.insert(makeContact({ fullName: 'Full', shortName: 'Short' }));
      await accountServices.insert(makeAccountService());
    });
    await provider('Visio', 'visio');
    await pool.query(
      `INSERT INTO openid_client (client_id, name, client_type, grant_type, algorithm, redirect_uris, created_at, updated_at)
       VALUES ('rp', 'RP', 'public', 'authorization-code', 'RS256', '{https://rp.example/cb}', now(), now())`,
    );
    for (const { table, column } of LINE_COLUMNS)
      await pool.query(`UPDATE ${table} SET ${column} = $1`, [NFD]);
  });

  it('are composed in every column of names, once, as a dry run tells', async () => {
    const told = LINE_COLUMNS.map(({ table, column }) => ({ table, column, respelled: 1, collisions: [] }));
    expect(await respellLines(true)).toEqual(told);
    expect(Object.values(await names()).flat()).not.toContain(NFC);
    expect(await respellLines()).toEqual(told);
    expect(Object.values(await names())).toEqual(LINE_COLUMNS.map(() => [NFC]));
    expect((await respellLines()).every(({ respelled }) => respelled === 0)).toBe(true);
  });

  it('are every bounded name there is', async () => {
    const { rows } = await pool.query<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns c
        WHERE table_schema = 'public' AND data_type = 'text' AND column_name ~ '(^|_)name$'
          AND NOT EXISTS (SELECT FROM information_schema.tables v WHERE v.table_name = c.table_name AND v.table_type <> 'BASE TABLE')`,
    );
    // Names of domains are respelled as such; a delivery keeps what it told; that of an installation is an address; no former
    // release had authenticators.
    const others = [
      'authenticator.name',
      'ended_mail_domain.name',
      'installation.name',
      'mail_domain.name',
      'unconfirmed_registration.name',
      'webhook_delivery.team_name',
    ];
    expect(
      rows
        .map(({ name }) => name)
        .filter((name) => !/^(pgmq|graphile|migration)/.test(name))
        .sort(),
    ).toEqual([...LINE_COLUMNS.map(({ table, column }) => `${table}.${column}`), ...others].sort());
  });

  it('stay, and are listed, where two would be the same', async () => {
    await provider(NFC, 'other');
    await inStores(({ mailboxes }) =>
      mailboxes.insert(
        makeMailbox({ mailDomainId: domain.id, localPart: 'b', firstName: NFC, lastName: NFD }),
      ),
    );
    // The constraint ignores letter case in both names, which finding the other row does not.
    await inStores(({ mailboxes }) =>
      mailboxes.insert(
        makeMailbox({ mailDomainId: other.id, localPart: 'c', firstName: NFC, lastName: 'ANA' }),
      ),
    );
    await inStores(({ mailboxes }) =>
      mailboxes.insert(
        makeMailbox({ mailDomainId: other.id, localPart: 'd', firstName: NFD, lastName: 'ana' }),
      ),
    );
    for (const isDryRun of [false, false]) {
      const collisions = (await respellLines(isDryRun)).flatMap((column) => column.collisions);
      expect(collisions.map(({ table, column, spelling }) => [table, column, spelling])).toEqual(
        expect.arrayContaining([
          ['service_provider', 'name', NFC],
          ['mailbox', 'first_name', NFC],
        ]),
      );
    }
    expect(await texts('service_provider', 'name')).toEqual([NFD, NFC]);
    expect((await texts('mailbox', 'first_name')).filter((text) => text === NFD)).toHaveLength(2);
  });
});
