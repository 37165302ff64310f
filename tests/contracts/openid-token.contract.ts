import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { RegisteredClient } from '../../src/application/identity/client/openid-client-repository.ts';
import type { OpenidRecord } from '../../src/application/identity/provider/openid-records.ts';
import type { MailDomain } from '../../src/domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeClientSecrets, makeOpenidClient } from '../builders/make-openid-client.ts';
import { makeOpenidRecord } from '../builders/make-openid-record.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

/** What is presented at the OpenID provider, read with its surroundings. */
export const openidTokenContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`OpenID token contract: ${name}`, async () => {
    const {
      unitOfWork,
      openidRecords,
      openidTokenQueries: queries,
      openidClientQueries,
      mailboxAccountQueries,
      reset,
      close,
    } = await open();
    const client = makeOpenidClient({ name: 'Agenda', secrets: makeClientSecrets('of the agenda') });
    const other = makeOpenidClient({ name: 'Wiki', secrets: makeClientSecrets('of the wiki') });
    let mailDomain: MailDomain;
    let owner: Mailbox;
    let grant: OpenidRecord;
    let token: OpenidRecord;

    beforeEach(async () => {
      await reset();
      const organization = makeOrganization({ registrationIds: ['13002526500013'] });
      mailDomain = makeMailDomain({ status: 'enabled', organizationId: organization.id });
      owner = makeMailbox({ mailDomainId: mailDomain.id, status: 'enabled' });
      grant = makeOpenidRecord({ model: 'Grant', id: 'grant', grantId: 'grant', payload: { is: 'grant' } });
      token = makeOpenidRecord({
        grantId: 'grant',
        mailboxId: owner.id,
        clientId: client.clientId,
        payload: { is: 'token' },
      });
      await unitOfWork.run(async ({ organizations, mailDomains, mailboxes, openidClients }) => {
        await organizations.insert(organization);
        await mailDomains.insert(mailDomain);
        await mailboxes.insert(owner);
        for (const each of [client, other]) await openidClients.insert(each);
      });
      for (const record of [grant, token]) await openidRecords.save(record);
    });
    afterAll(close);

    const clientOf = ({ clientId }: RegisteredClient) => openidClientQueries.find(clientId);

    it('reads a token, its permission, its client and its owner as the other queries do', async () => {
      const account = await mailboxAccountQueries.find(owner.id);
      expect(account).toMatchObject({ mailboxId: owner.id, siret: '13002526500013' });
      expect(await queries.read('AccessToken', token.id)).toEqual({
        record: { payload: { is: 'token' }, consumedAt: null },
        grant: { payload: { is: 'grant' }, consumedAt: null },
        client: await clientOf(client),
        account,
      });
    });

    it('reads the client that presents a token instead, and that of a token that is no more', async () => {
      expect((await queries.read('AccessToken', token.id, other.clientId)).client).toEqual(
        await clientOf(other),
      );
      for (const [model, id] of [
        ['RefreshToken', token.id],
        ['AccessToken', newId<string>()],
      ] as const) {
        expect(await queries.read(model, id, other.clientId)).toEqual({
          record: undefined,
          grant: undefined,
          client: await clientOf(other),
          account: undefined,
        });
      }
      expect((await queries.read('AccessToken', token.id, 'unknown')).client).toBeUndefined();
    });

    it('tells that a code was used', async () => {
      const code = makeOpenidRecord({ model: 'AuthorizationCode', mailboxId: owner.id });
      await openidRecords.save(code);
      await openidRecords.consume('AuthorizationCode', code.id, minutesLater(1));
      const { record, grant: none } = await queries.read('AuthorizationCode', code.id);
      expect(record).toEqual({ payload: code.payload, consumedAt: minutesLater(1) });
      expect(none).toBeUndefined();
    });

    it('knows no permission that was revoked, and no account that may not sign in any more', async () => {
      await openidRecords.destroy('Grant', 'grant');
      await unitOfWork.run(({ mailDomains }) => mailDomains.update({ ...mailDomain, status: 'disabled' }));
      expect(await queries.read('AccessToken', token.id)).toEqual({
        record: { payload: { is: 'token' }, consumedAt: null },
        grant: undefined,
        client: await clientOf(client),
        account: undefined,
      });
    });
  });
