import { beforeEach, describe, expect, it } from 'vitest';
import { SEALED_COLUMNS } from '../../src/adapters/postgres/engine/sealed-columns.ts';
import { SecretBox } from '../../src/adapters/postgres/engine/secret-box.ts';
import { PgOpenidClientQueries } from '../../src/adapters/postgres/identity/pg-openid-client-queries.ts';
import { PgOpenidRecords } from '../../src/adapters/postgres/identity/pg-openid-records.ts';
import { PgUnitOfWork } from '../../src/adapters/postgres/pg-unit-of-work.ts';
import { UNREADABLE } from '../../src/domain/shared/unreadable.ts';
import { makeTotp } from '../builders/make-authenticator.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailLink } from '../builders/make-mail-link.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOutgoingMail } from '../builders/make-outgoing-mail.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeTeamWebhook } from '../builders/make-team-webhook.ts';
import { makeUser } from '../builders/make-user.ts';
import { CREATED_AT, minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const FORMER = new SecretBox('a key that is lost');
const PRESENT = new SecretBox('the present key');

/** A column, what is stored in it under the lost key, and how the present key reads and rewrites its row. */
const KEPT: readonly (readonly [string, (database: TestDatabase) => Promise<void>])[] = [
  [
    'mail_link.sealed_password',
    async ({ pool }) => {
      const mailDomain = makeMailDomain();
      const mailbox = makeMailbox({ mailDomainId: mailDomain.id });
      const link = makeMailLink({ mailboxId: mailbox.id, password: 'secret' });
      await new PgUnitOfWork(pool, FORMER).run(async (stores) => {
        await stores.mailDomains.insert(mailDomain);
        await stores.mailboxes.insert(mailbox);
        await stores.mailLinks.insertMany([link]);
      });
      await new PgUnitOfWork(pool, PRESENT).run(async ({ mailLinks }) => {
        expect(await mailLinks.find(link.id)).toEqual({ ...link, password: UNREADABLE });
        const locked = await mailLinks.lock(link.id);
        if (locked) await mailLinks.update({ ...locked, loginsLeft: 1 });
      });
      const back = await new PgUnitOfWork(pool, FORMER).run(({ mailLinks }) => mailLinks.find(link.id));
      expect(back).toEqual({ ...link, loginsLeft: 1 });
    },
  ],
  [
    'outgoing_mail.sealed_content',
    async ({ pool }) => {
      const [lost, other] = [makeOutgoingMail(), makeOutgoingMail()];
      await new PgUnitOfWork(pool, FORMER).run(({ outgoingMails }) => outgoingMails.insert(lost));
      await new PgUnitOfWork(pool, PRESENT).run(async ({ outgoingMails }) => {
        await outgoingMails.insert(other);
        const found = await outgoingMails.lockMany([lost.id, other.id]);
        expect(found).toHaveLength(2);
        expect(found).toEqual(expect.arrayContaining([{ ...lost, content: UNREADABLE }, other]));
        await outgoingMails.update({ ...lost, status: 'given_up', content: UNREADABLE });
      });
      const back = await new PgUnitOfWork(pool, FORMER).run(({ outgoingMails }) =>
        outgoingMails.lock(lost.id),
      );
      expect(back).toEqual({ ...lost, status: 'given_up' });
    },
  ],
  ['team_webhook.sealed_secret', (database) => expectWebhookGoesOn(database, false)],
  ['webhook_delivery.sealed_kept_secret', (database) => expectWebhookGoesOn(database, true)],
  [
    'openid_client.sealed_secret',
    async ({ pool }) => {
      const clientId = newId();
      await pool.query(
        `INSERT INTO openid_client (client_id, name, client_type, grant_type, algorithm, sealed_secret, created_at, updated_at,
           redirect_uris, post_logout_redirect_uris, allowed_origins, skip_authorization)
         VALUES ($1, 'RP', 'confidential', 'authorization-code', 'HS256', $2, now(), now(), '{https://rp.example/cb}', '{}', '{}', false)`,
        [clientId, FORMER.sealRepeatably('the secret', clientId)],
      );
      const found = await new PgOpenidClientQueries(pool, PRESENT).find(clientId);
      expect(found).toMatchObject({ clientId, secrets: { readable: null } });
      const request = { number: 1, size: 9, order: [{ field: 'name', descending: false }] } as const;
      expect(await new PgOpenidClientQueries(pool, PRESENT).page(request)).toMatchObject({ total: 1 });
      await new PgUnitOfWork(pool, PRESENT).run(async ({ openidClients }) => {
        const locked = await openidClients.lock(clientId);
        if (locked) await openidClients.update({ ...locked, name: 'Another name' });
      });
      const back = await new PgOpenidClientQueries(pool, FORMER).find(clientId);
      expect(back).toMatchObject({ name: 'Another name', secrets: { readable: 'the secret' } });
    },
  ],
  [
    'openid_record.sealed_payload',
    async ({ pool }) => {
      const record = {
        model: 'Interaction',
        id: 'an id',
        uid: null,
        grantId: null,
        mailboxId: null,
        clientId: null,
        expiresAt: minutesLater(60),
        payload: { kind: 'Interaction' },
      };
      await new PgOpenidRecords(pool, FORMER).save({ ...record, session: null });
      expect(await new PgOpenidRecords(pool, FORMER).find(record.model, record.id)).toBeDefined();
      expect(await new PgOpenidRecords(pool, PRESENT).find(record.model, record.id)).toBeUndefined();
    },
  ],
  [
    'authenticator.sealed_secret',
    async ({ pool }) => {
      const mailDomain = makeMailDomain();
      const mailbox = makeMailbox({ mailDomainId: mailDomain.id });
      const totp = makeTotp({ mailboxId: mailbox.id });
      await new PgUnitOfWork(pool, FORMER).run(async (stores) => {
        await stores.mailDomains.insert(mailDomain);
        await stores.mailboxes.insert(mailbox);
        await stores.authenticators.insert(totp);
      });
      await new PgUnitOfWork(pool, PRESENT).run(async ({ authenticators }) => {
        const [found] = await authenticators.lockAllOf(mailbox.id);
        expect(found).toEqual({ ...totp, secret: UNREADABLE });
        if (found) await authenticators.update({ ...found, name: 'Ancien' });
      });
      const back = await new PgUnitOfWork(pool, FORMER).run(({ authenticators }) =>
        authenticators.listOf(mailbox.id),
      );
      expect(back).toEqual([{ ...totp, name: 'Ancien' }]);
    },
  ],
];

async function expectWebhookGoesOn({ pool }: TestDatabase, isGone: boolean): Promise<void> {
  const [team, user] = [makeTeam({ path: '00001' }), makeUser()];
  const webhook = makeTeamWebhook({ teamId: team.id });
  await new PgUnitOfWork(pool, FORMER).run(async (stores) => {
    await stores.users.insertOrFind(user);
    await stores.teams.insert(team);
    await stores.teamAccesses.insert(makeTeamAccess({ teamId: team.id, userId: user.id }));
    await stores.webhooks.insert(webhook, 'the secret');
    await stores.webhookDeliveries.queueMembers(webhook.id, CREATED_AT);
    if (!isGone) return;
    await stores.webhookDeliveries.queueSubtreeRemoval(team.path, minutesLater(1));
    await stores.teams.deleteSubtree(team.path);
  });
  const first = (box: SecretBox) =>
    new PgUnitOfWork(pool, box).run(({ webhookDeliveries }) => webhookDeliveries.lockFirst(webhook.id));
  expect(await first(PRESENT)).toMatchObject({ target: { secret: null }, isReadable: false });
  expect(await first(FORMER)).toMatchObject({ target: { secret: 'the secret' }, isReadable: true });
}

let database: TestDatabase;
beforeEach(async () => {
  database = await openTestDatabase();
  return () => database.close();
});

describe('a stored secret that no key opens', () => {
  it.each(KEPT)('%s: its row is read, and stays as it is until the key is back', (_column, check) =>
    check(database),
  );

  it('is tried in every column that is sealed', () => {
    const columns = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`);
    expect(KEPT.map(([column]) => column).toSorted()).toEqual(columns.toSorted());
  });
});
