import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { PeopleTables } from '../support/people-database.ts';
import { openTakeover } from './open-takeover.ts';
import {
  accountServiceRow,
  contactRow,
  organizationRow,
  roleRow,
  teamRow,
  userRow,
  webhookRow,
} from './people-rows.ts';

const { ours, secretBox, takeOver, empty, close } = await openTakeover();
beforeEach(empty);
afterAll(close);

const evry = organizationRow({ registration_id_list: ['1', '2'], domain_list: ['evry.fr'] });
const brest = organizationRow({
  created_at: '2025-03-05T05:06:07.123456+00:00',
  name: 'Brest',
  registration_id_list: ['3'],
  domain_list: ['brest.fr'],
});
const alice = userRow({ organization_id: evry.id });
const bob = userRow({ sub: 'bob', name: 'Bob', email: null, organization_id: evry.id });
const team = teamRow();
const access = roleRow({ team_id: team.id, user_id: alice.id });
const webhook = webhookRow({ team_id: team.id });
const service = accountServiceRow();
const STATE: PeopleTables = {
  people_organization: [evry, brest],
  people_user: [alice, bob],
  people_contact: [contactRow({ owner_id: alice.id })],
  people_team: [team],
  people_team_access: [access],
  people_team_webhook: [webhook],
  people_account_service: [service],
};

type Report = Awaited<ReturnType<typeof takeOver>>;

/** What a run did and left, tables that are as before aside. */
const done = ({ tables }: Report) =>
  Object.fromEntries(
    tables.flatMap(({ table, inserted, updated, removed, kept, conflicts }) => {
      const counts = { inserted, updated, removed, kept, conflicts };
      const some = Object.entries(counts).filter(([, count]) => count > 0);
      return some.length === 0 ? [] : [[table, Object.fromEntries(some)]];
    }),
  );
const told = ({ findings }: Report) => findings.map(({ id, problem, outcome }) => [id, problem, outcome]);
const one = async (sql: string, ...values: readonly unknown[]) =>
  (await ours.pool.query<Record<string, unknown>>(sql, [...values])).rows[0];
const list = async (table: string, organization: { id: string }) =>
  (
    await ours.pool.query<{ value: string }>(
      `SELECT value FROM ${table} WHERE organization_id = $1 ORDER BY position`,
      [organization.id],
    )
  ).rows.map(({ value }) => value);
const BOTH = 'changed there, and here since it was taken over';

describe('a second run', () => {
  it('leaves what was changed here as it is, a key that was rotated and a secret included', async () => {
    await takeOver(STATE);
    const sealed = secretBox.seal('new secret', webhook.id);
    await ours.pool.query("UPDATE account_service SET key_hash = sha256('new'), key_prefix = 'new'");
    await ours.pool.query('UPDATE team_webhook SET sealed_secret = $1', [sealed]);
    await ours.pool.query("UPDATE user_account SET name = 'Alicia' WHERE id = $1", [alice.id]);
    const again = await takeOver(STATE);
    expect(done(again)).toEqual({
      account_service: { kept: 1 },
      team_webhook: { kept: 1 },
      user_account: { kept: 1 },
    });
    expect(again.findings).toEqual([]);
    expect(await one('SELECT key_prefix FROM account_service')).toEqual({ key_prefix: 'new' });
    expect(await one('SELECT sealed_secret FROM team_webhook')).toEqual({ sealed_secret: sealed });
    expect(await one('SELECT name FROM user_account WHERE id = $1', alice.id)).toEqual({ name: 'Alicia' });
  });

  it('brings what has changed there only, secrets included, and finds it unchanged the next time', async () => {
    await takeOver(STATE);
    const state = {
      ...STATE,
      people_user: [{ ...alice, name: 'Alicia' }, bob],
      people_team_webhook: [{ ...webhook, secret: 'another' }],
      people_account_service: [{ ...service, name: 'renamed' }],
    };
    const counts = {
      account_service: { updated: 1 },
      team_webhook: { updated: 1 },
      user_account: { updated: 1 },
    };
    expect(done(await takeOver(state, { dryRun: true }))).toEqual(counts);
    expect(done(await takeOver(state))).toEqual(counts);
    const stored = await one('SELECT sealed_secret FROM team_webhook');
    expect(secretBox.open(stored?.['sealed_secret'] as Buffer, webhook.id)).toBe('another');
    expect(done(await takeOver(state))).toEqual({});
    // Back to the first value: a change like any other.
    expect(done(await takeOver(STATE))).toEqual(counts);
  });

  it('tells what has changed on both sides, each time, until they agree', async () => {
    await takeOver(STATE);
    await ours.pool.query("UPDATE user_account SET name = 'Alicia' WHERE id = $1", [alice.id]);
    const state = {
      ...STATE,
      people_user: [
        { ...alice, name: 'Alix' },
        { ...bob, name: 'Robert' },
      ],
    };
    for (const updated of [1, 0]) {
      const again = await takeOver(state);
      expect(done(again)).toEqual({
        user_account: updated === 0 ? { conflicts: 1 } : { updated, conflicts: 1 },
      });
      expect(told(again)).toEqual([[alice.id, `user_account: ${BOTH}`, 'left as it is here']]);
    }
    await ours.pool.query("UPDATE user_account SET name = 'Alix' WHERE id = $1", [alice.id]);
    expect(done(await takeOver(state))).toEqual({});
    // From here on, both sides are equal.
    expect(done(await takeOver(STATE))).toEqual({ user_account: { updated: 2 } });
  });

  it('does not bring back what was removed here, nor what belongs to it', async () => {
    await takeOver(STATE);
    await ours.pool.query('DELETE FROM team');
    expect(done(await takeOver(STATE))).toEqual({
      team: { kept: 1 },
      team_access: { kept: 1 },
      team_webhook: { kept: 1 },
    });
    const late = roleRow({ team_id: team.id, user_id: bob.id });
    const again = await takeOver({
      ...STATE,
      people_team: [{ ...team, name: 'renamed' }],
      people_team_access: [access, late],
    });
    expect(told(again)).toEqual([
      [team.id, 'team: changed there, and removed here since it was taken over', 'left as it is here'],
      [late.id, 'team_access: what it belongs to is not here any more', 'left out'],
    ]);
    expect(await one('SELECT count(*)::int AS count FROM team')).toEqual({ count: 0 });
  });

  it('leaves a row that is here for another reason, unless it is equal', async () => {
    await takeOver({ people_organization: [evry, brest] });
    const insert = (user: Record<string, unknown>, name: string) =>
      ours.pool.query(
        `INSERT INTO user_account (id, sub, email, name, language, timezone, is_staff, organization_id,
                                   last_login_at, created_at, updated_at)
         VALUES ($1, $2, $3, $4, 'fr-fr', 'Europe/Paris', true, $5, $6, $7, $8)`,
        [
          user['id'],
          user['sub'],
          user['email'],
          name,
          evry.id,
          user['last_login'],
          user['created_at'],
          user['updated_at'],
        ],
      );
    await insert(alice, 'Alice');
    await insert(bob, 'Robert');
    const first = await takeOver(STATE);
    expect(done(first)['user_account']).toEqual({ conflicts: 1 });
    expect(told(first)).toEqual([
      [bob.id, 'user_account: another one is here that was never taken over', 'left as it is here'],
    ]);
    expect(done(await takeOver({ ...STATE, people_user: [{ ...alice, name: 'Alix' }, bob] }))).toEqual({
      user_account: { updated: 1, conflicts: 1 },
    });
  });

  it('changes nothing when its session spells times otherwise', async () => {
    await takeOver(STATE);
    const url = new URL(ours.url);
    url.searchParams.set('options', '-c TimeZone=Asia/Tokyo -c DateStyle=German -c bytea_output=escape');
    const again = await takeOver(STATE, { url: url.href });
    expect(done(again)).toEqual({});
  });
});

describe('identifiers of organizations', () => {
  const having = (...organizations: readonly Record<string, unknown>[]) => ({
    ...STATE,
    people_organization: organizations,
  });

  it('stay as they were changed here, list by list', async () => {
    await takeOver(STATE);
    await ours.pool.query(`INSERT INTO organization_domain VALUES ('courcouronnes.fr', $1, 2)`, [evry.id]);
    expect(done(await takeOver(STATE))).toEqual({ organization_domain: { kept: 1 } });
    const again = await takeOver(
      having({ ...evry, domain_list: ['evry.fr', 'new.fr'] }, { ...brest, domain_list: ['rest.fr'] }),
    );
    expect(done(again)).toEqual({ organization_domain: { inserted: 1, removed: 1, conflicts: 1 } });
    expect(told(again)).toEqual([[evry.id, `organization_domain: ${BOTH}`, 'left as it is here']]);
    expect(await list('organization_domain', evry)).toEqual(['evry.fr', 'courcouronnes.fr']);
    expect(await list('organization_domain', brest)).toEqual(['rest.fr']);
  });

  it('go when there are none any more there, and stay when they were removed here', async () => {
    await takeOver(STATE);
    await ours.pool.query('DELETE FROM organization_domain WHERE organization_id = $1', [brest.id]);
    const again = await takeOver(having({ ...evry, domain_list: [] }, brest));
    expect(done(again)).toEqual({ organization_domain: { removed: 1, kept: 1 } });
    expect(await one('SELECT count(*)::int AS count FROM organization_domain')).toEqual({ count: 0 });
  });

  it.each([
    ['the first to the second', 2, ['2'], ['3', '1']],
    ['the first to the second', 1, ['2'], ['3', '1']],
    ['the second to the first', 2, ['1', '3', '2'], []],
    ['the second to the first', 1, ['1', '3', '2'], []],
  ])('move from %s, read %i at a time', async (_what, batchSize, first, second) => {
    const organizations = [
      { ...evry, registration_id_list: first },
      { ...brest, registration_id_list: second },
    ];
    await takeOver(STATE);
    const again = await takeOver(having(...organizations), { batchSize });
    expect(again.findings).toEqual([]);
    for (const organization of organizations) {
      expect(await list('organization_registration_id', organization)).toEqual(
        organization.registration_id_list,
      );
    }
    expect(done(await takeOver(having(...organizations)))).toEqual({});
  });

  it('are not taken from an organization that was made or changed here', async () => {
    await takeOver(STATE);
    await ours.pool.query(
      `UPDATE organization_registration_id SET position = 7 WHERE value = '3'`, // Brest's
    );
    const claims = having(
      { ...evry, registration_id_list: ['1', '2', '3'] },
      { ...brest, registration_id_list: [] },
    );
    const again = await takeOver(claims);
    expect(told(again)).toHaveLength(2);
    expect(told(again)).toEqual(
      expect.arrayContaining([
        [
          evry.id,
          "organization_registration_id: one of its identifiers is another one's here",
          'left as it is here',
        ],
        [brest.id, `organization_registration_id: ${BOTH}`, 'left as it is here'],
      ]),
    );
    expect(await list('organization_registration_id', evry)).toEqual(['1', '2']);
    expect(await list('organization_registration_id', brest)).toEqual(['3']);
  });
});
