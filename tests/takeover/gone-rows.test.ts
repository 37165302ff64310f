import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { describeFinding } from '../../src/takeover/command/takeover-report.ts';
import type { PeopleTables } from '../support/people-database.ts';
import { openTakeover } from './open-takeover.ts';
import {
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

const { ours, takeOver, empty, close } = await openTakeover();
beforeEach(empty);
afterAll(close);

const evry = organizationRow({ registration_id_list: ['1'], domain_list: ['evry.fr'] });
const brest = organizationRow({ name: 'Brest', registration_id_list: ['2'], domain_list: ['brest.fr'] });
const alice = userRow({ organization_id: evry.id });
const bob = userRow({ sub: 'bob', email: 'bob@evry.fr', name: 'Bob', organization_id: evry.id });
const carl = userRow({ sub: 'carl', email: 'carl@brest.fr', name: 'Carl', organization_id: brest.id });
const team = teamRow();
const owner = roleRow({ team_id: team.id, user_id: alice.id });
const member = roleRow({ team_id: team.id, user_id: bob.id, role: 'member' });
const domain = mailDomainRow();
const domainOwner = roleRow({ domain_id: domain.id, user_id: alice.id });
const jean = mailboxRow({ domain_id: domain.id });
const service = serviceProviderRow();
const seen = { team_id: team.id, serviceprovider_id: service.id };
const client = openidClientRow();
const STATE: PeopleTables = {
  people_organization: [evry, brest],
  people_service_provider: [service],
  people_user: [alice, bob, carl],
  people_contact: [contactRow({ owner_id: bob.id })],
  people_team: [team],
  people_team_access: [owner, member],
  people_team_service_providers: [seen],
  people_team_webhook: [webhookRow({ team_id: team.id })],
  people_invitation: [invitationRow({ team_id: team.id, issuer_id: alice.id })],
  people_mail_domain: [domain],
  people_mail_domain_accesses: [domainOwner],
  people_mail_box: [jean],
  oauth2_provider_application: [client],
};

type Report = Awaited<ReturnType<typeof takeOver>>;
const lines = ({ findings }: Report) => findings.map(describeFinding);
const changed = ({ tables }: Report) =>
  Object.fromEntries(
    tables
      .filter(({ gone, removed }) => gone + removed > 0)
      .map(({ table, gone, removed }) => [table, { gone, removed }]),
  );
const idsOf = async (table: string): Promise<readonly string[]> =>
  (await ours.pool.query<{ id: string }>(`SELECT id FROM ${table} ORDER BY id`)).rows.map(({ id }) => id);
const sorted = (...rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort();

/** Bob left, and lost his access; so did a mailbox, a link and a client. */
const LATER: PeopleTables = {
  ...STATE,
  people_user: [alice, carl],
  people_contact: [],
  people_team_access: [owner],
  people_team_service_providers: [],
  people_mail_box: [],
  oauth2_provider_application: [],
};
const STILL = 'still here, as it was brought: --remove-gone removes it';

describe('what is gone at the source since the last run', () => {
  it('is reported by its name, and stays', async () => {
    await takeOver(STATE);
    for (const again of [await takeOver(LATER, { dryRun: true }), await takeOver(LATER)]) {
      expect(changed(again)).toEqual({
        user_account: { gone: 1, removed: 0 },
        contact: { gone: 1, removed: 0 },
        team_access: { gone: 1, removed: 0 },
        team_service_provider: { gone: 1, removed: 0 },
        mailbox: { gone: 1, removed: 0 },
        openid_client: { gone: 1, removed: 0 },
      });
      expect(lines(again)).toEqual(
        expect.arrayContaining([
          `people_user ${bob.id} "bob@evry.fr": user_account: gone there since it was taken over: ${STILL}`,
          `people_team_access ${member.id} "bob@evry.fr in Élus": team_access: gone there since it was taken over: ${STILL}`,
          `people_mail_box ${jean.id} "jean@evry.fr": mailbox: gone there since it was taken over: ${STILL}`,
          `people_team_service_providers ${team.id} ${service.id} "Drive in Élus": team_service_provider: gone there since it was taken over: ${STILL}`,
        ]),
      );
    }
    expect(await idsOf('user_account')).toEqual(sorted(alice, bob, carl));
  });

  it('is removed with --remove-gone, and not reported again', async () => {
    await takeOver(STATE);
    const tried = await takeOver(LATER, { removeGone: true, dryRun: true });
    expect(await idsOf('team_access')).toEqual(sorted(owner, member));
    const again = await takeOver(LATER, { removeGone: true });
    expect(changed(tried)).toEqual(changed(again));
    expect(changed(again)).toMatchObject({
      user_account: { gone: 0, removed: 1 },
      team_access: { gone: 0, removed: 1 },
      team_service_provider: { gone: 0, removed: 1 },
      openid_client: { gone: 0, removed: 1 },
    });
    expect(again.findings.every(({ outcome }) => outcome === 'removed')).toBe(true);
    expect(await idsOf('user_account')).toEqual(sorted(alice, carl));
    expect(await idsOf('mailbox')).toEqual([]);
    expect((await takeOver(LATER)).findings).toEqual([]);
    // What comes back there is new here.
    expect(changed(await takeOver(STATE))).toEqual({});
    expect(await idsOf('team_access')).toEqual(sorted(owner, member));
  });

  it('stays where it was changed here, and so does what it belongs to', async () => {
    await takeOver(STATE);
    await ours.pool.query(`UPDATE team_access SET role = 'administrator' WHERE id = $1`, [member.id]);
    const again = await takeOver(LATER, { removeGone: true });
    expect(lines(again)).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`${member.id} "bob@evry.fr in Élus"`),
        expect.stringMatching(/: team_access: gone .*: stays here, as it was changed since$/),
        expect.stringMatching(
          /: user_account: gone .*: stays here, as something that was made or changed here belongs to it \(team_access\)$/,
        ),
      ]),
    );
    expect(await idsOf('user_account')).toEqual(sorted(alice, bob, carl));
    expect(await idsOf('team_access')).toEqual(sorted(owner, member));
  });

  it('stays where it is the last owner, with the person whose access it is', async () => {
    await takeOver(STATE);
    const again = await takeOver(
      {
        ...STATE,
        people_user: [bob, carl],
        people_team_access: [member],
        people_invitation: [],
        people_mail_domain_accesses: [],
      },
      { removeGone: true },
    );
    expect(changed(again)).toEqual({
      user_account: { gone: 1, removed: 0 },
      team_access: { gone: 1, removed: 0 },
      team_invitation: { gone: 0, removed: 1 },
      mail_domain_access: { gone: 1, removed: 0 },
    });
    const last = lines(again).filter((line) => line.endsWith('as there would be no owner without it'));
    expect(last).toHaveLength(2);
    expect(await idsOf('team_access')).toEqual(sorted(owner, member));
  });

  it('goes as a whole where all of it is gone, an organization with its identifiers and people too', async () => {
    await takeOver(STATE);
    const again = await takeOver(
      {
        ...STATE,
        people_organization: [evry],
        people_user: [alice, bob],
        people_team: [],
        people_team_access: [],
        people_team_service_providers: [],
        people_team_webhook: [],
        people_invitation: [],
      },
      { removeGone: true },
    );
    expect(changed(again)).toEqual({
      organization: { gone: 0, removed: 1 },
      user_account: { gone: 0, removed: 1 },
      team: { gone: 0, removed: 1 },
      team_access: { gone: 0, removed: 2 },
      team_service_provider: { gone: 0, removed: 1 },
      team_webhook: { gone: 0, removed: 1 },
      team_invitation: { gone: 0, removed: 1 },
    });
    expect(await idsOf('organization')).toEqual([evry.id]);
    expect(await idsOf('team')).toEqual([]);
    const { rows } = await ours.pool.query('SELECT value FROM organization_domain');
    expect(rows).toEqual([{ value: 'evry.fr' }]);
  });

  it('is not what was only left out: that is there, and reported as what it is', async () => {
    await takeOver(STATE);
    const again = await takeOver(
      { ...STATE, people_team_access: [owner, { ...member, role: 'emperor' }] },
      { removeGone: true },
    );
    expect(lines(again)).toEqual([`people_team_access ${member.id}: unknown role emperor: left out`]);
    expect(await idsOf('team_access')).toEqual(sorted(owner, member));
  });

  it('tells the number of children of a team whose child is removed', async () => {
    const parent = teamRow({
      path: '00002',
      numchild: 1,
      external_id: '7b0ff2f6-0a5c-4e0c-a2ff-5d2e0f6c0b07',
    });
    const child = teamRow({
      path: '0000200001',
      depth: 2,
      external_id: '7b0ff2f6-0a5c-4e0c-a2ff-5d2e0f6c0b08',
    });
    await takeOver({ ...STATE, people_team: [team, parent, child] });
    await ours.pool.query(`UPDATE team SET name = 'Renamed' WHERE id = $1`, [parent.id]);
    await takeOver({ ...STATE, people_team: [team, { ...parent, numchild: 0 }] }, { removeGone: true });
    const { rows } = await ours.pool.query('SELECT name, numchild FROM team WHERE id = $1', [parent.id]);
    expect(rows).toEqual([{ name: 'Renamed', numchild: 0 }]);
  });

  it('is not everything: another database was named by mistake', async () => {
    await takeOver(STATE);
    const other = { people_organization: [organizationRow({ name: 'Other', registration_id_list: ['9'] })] };
    await expect(takeOver(other, { removeGone: true })).rejects.toThrow('this must be another database');
    expect(await idsOf('organization')).toEqual(sorted(evry, brest));
  });
});

describe('what is left as it is here', () => {
  it('is named, with the columns in question', async () => {
    await takeOver(STATE);
    await ours.pool.query(`UPDATE team SET name = 'Régie' WHERE id = $1`, [team.id]);
    await ours.pool.query(`DELETE FROM mail_domain WHERE id = $1`, [domain.id]);
    const late = mailboxRow({ domain_id: domain.id, local_part: 'late' });
    const again = await takeOver({
      ...STATE,
      people_team: [{ ...team, name: 'Source', is_visible_all_services: false }],
      people_mail_domain: [{ ...domain, support_email: 'new@evry.fr' }],
      people_mail_box: [jean, late],
    });
    expect(lines(again)).toEqual([
      `people_team ${team.id} "Source": team: changed there, and here since it was taken over (name, is_visible_all_services): left as it is here`,
      `people_mail_domain ${domain.id} "evry.fr": mail_domain: changed there, and removed here since it was taken over: left as it is here`,
      `people_mail_box ${late.id} "late@${domain.id}": mailbox: what it belongs to is not here any more (mail_domain_id of evry.fr): left out`,
    ]);
  });
});

describe('rows that break a rule together with others', () => {
  it('are findings: aliases named as mailboxes, teams and domains without owner, accounts with one address', async () => {
    const alias = { ...mailboxRow(), domain_id: domain.id, local_part: 'Jean', destination: 'a@b.fr' };
    const twin = userRow({ sub: 'twin', email: 'BOB@evry.fr', created_at: '2026-01-01T00:00:00+00:00' });
    const { findings } = await takeOver({
      ...STATE,
      people_user: [alice, bob, carl, twin],
      people_team_access: [member],
      people_mail_domain_accesses: [{ ...domainOwner, role: 'viewer' }],
      people_aliases: [alias],
    });
    expect(findings.map(({ id, problem, outcome }) => [id, problem, outcome])).toEqual(
      expect.arrayContaining([
        [
          twin.id,
          'an older active account has the e-mail BOB@evry.fr too, letter case aside',
          'kept: the address tells neither from the other',
        ],
        [team.id, 'nobody owns it', 'kept'],
        [domain.id, 'nobody owns it', 'kept'],
        [alias.id, 'its address is also that of a mailbox', 'kept'],
      ]),
    );
    expect(findings).toHaveLength(4);
  });
});
