import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Repositories } from '../../src/application/unit-of-work.ts';
import type { User } from '../../src/domain/people/user.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeOutgoingMail } from '../builders/make-outgoing-mail.ts';
import { makeUser } from '../builders/make-user.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

export const unitOfWorkContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`unit of work contract: ${name}`, async () => {
    const { unitOfWork, personQueries, mailDomainQueries, queuedJobs, reset, close } = await open();
    const find = (user: User) => unitOfWork.run(({ users }) => users.find(user.id));
    const user = makeUser();
    const mailDomain = makeMailDomain();

    beforeEach(reset);
    afterAll(close);

    it('returns what the work returns, and keeps what it wrote', async () => {
      const answer = await unitOfWork.run(async ({ users }) => {
        await users.insertOrFind(user);
        return { found: await users.find(user.id) };
      });
      expect(answer).toEqual({ found: user });
      expect(await find(user)).toEqual(user);
    });

    it('rejects with the very error of the work, and keeps nothing', async () => {
      const organization = makeOrganization();
      const mailbox = makeMailbox({ mailDomainId: mailDomain.id });
      const mail = makeOutgoingMail();
      const refusal = new Error('changed my mind');
      const attempt = unitOfWork.run(async (repositories) => {
        const { users, organizations, mailDomains, mailDomainAccesses, mailboxes } = repositories;
        await organizations.insertOrFind(organization);
        await users.insertOrFind({ ...user, organizationId: organization.id });
        await mailDomains.insert(mailDomain);
        await mailDomains.rememberUnconfirmed('given-up.example', mailDomain.createdAt);
        await mailDomainAccesses.insertIfAbsent(
          makeMailDomainAccess({ mailDomainId: mailDomain.id, userId: user.id }),
        );
        await mailboxes.insert(mailbox);
        await repositories.outgoingMails.insert(mail);
        await repositories.outbox.append({ name: 'purge_sessions' });
        throw refusal;
      });
      await expect(attempt).rejects.toBe(refusal);
      await unitOfWork.run(async ({ users, organizations, mailDomains, mailboxes, outgoingMails }) => {
        expect(await users.find(user.id)).toBeUndefined();
        expect(await organizations.find(organization.id)).toBeUndefined();
        expect(await mailDomains.find(mailDomain.id)).toBeUndefined();
        expect(await mailDomains.takeUnconfirmed('given-up.example')).toBe(false);
        expect(await mailboxes.find(mailbox.id)).toBeUndefined();
        expect(await outgoingMails.lock(mail.id)).toBeUndefined();
      });
      expect(await queuedJobs()).toEqual([]);
    });

    it('undoes updates and deletions too', async () => {
      await unitOfWork.run(async ({ users, mailDomains }) => {
        await users.insertOrFind(user);
        await mailDomains.insert(mailDomain);
      });
      const attempt = unitOfWork.run(async ({ users, mailDomains }) => {
        await users.update({ ...user, name: 'Somebody else' });
        await mailDomains.delete(mailDomain.id);
        throw new Error('changed my mind');
      });
      await expect(attempt).rejects.toThrow('changed my mind');
      expect(await find(user)).toEqual(user);
      expect(await unitOfWork.run(({ mailDomains }) => mailDomains.find(mailDomain.id))).toEqual(mailDomain);
    });

    it('hides what is not committed', async () => {
      await unitOfWork.run(async ({ users, mailDomains, mailDomainAccesses }) => {
        await users.insertOrFind(user);
        await mailDomains.insert(mailDomain);
        await mailDomainAccesses.insertIfAbsent(
          makeMailDomainAccess({ mailDomainId: mailDomain.id, userId: user.id }),
        );
        expect(await personQueries.find(user.id)).toBeUndefined();
        expect(await mailDomainQueries.findBySlug(user.id, mailDomain.slug)).toBeUndefined();
      });
      expect(await personQueries.find(user.id)).toMatchObject({ user: { id: user.id }, hasMailDomain: true });
      expect(await mailDomainQueries.findBySlug(user.id, mailDomain.slug)).toMatchObject(mailDomain);
    });

    const failures: [string, (repositories: Repositories) => Promise<unknown>][] = [
      ['refusal', ({ mailDomains }) => mailDomains.insert({ ...makeMailDomain(), name: mailDomain.name })],
      ['refusal that was read', ({ mailDomains }) => mailDomains.insert({ ...mailDomain, id: newId() })],
      ['broken reference', ({ mailboxes }) => mailboxes.insert(makeMailbox({ mailDomainId: newId() }))],
    ];
    it.each(failures)('keeps nothing, and says so, after a swallowed %s', async (_case, fail) => {
      await unitOfWork.run(({ mailDomains }) => mailDomains.insert(mailDomain));
      let failed = false;
      const attempt = unitOfWork.run(async (repositories) => {
        await repositories.users.insertOrFind(user);
        await repositories.outbox.append({ name: 'purge_sessions' });
        await fail(repositories).catch(() => {
          failed = true;
        });
        return 'success';
      });
      await expect(attempt).rejects.toThrow('aborted');
      expect(failed).toBe(true);
      expect(await find(user)).toBeUndefined();
      expect(await queuedJobs()).toEqual([]);
    });

    it.each(failures)('refuses further calls after a %s', async (_case, fail) => {
      await unitOfWork.run(({ mailDomains }) => mailDomains.insert(mailDomain));
      const attempt = unitOfWork.run(async (repositories) => {
        await expect(fail(repositories)).rejects.toThrow(Error);
        await expect(repositories.users.find(user.id)).rejects.toThrow('aborted');
      });
      await expect(attempt).rejects.toThrow('aborted');
    });

    it('works again after failures, many times over', async () => {
      for (let round = 0; round < 15; round += 1) {
        await expect(unitOfWork.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
        const swallowing = unitOfWork.run(({ mailboxes }) =>
          mailboxes.insert(makeMailbox({ mailDomainId: newId() })).catch(() => undefined),
        );
        await expect(swallowing).rejects.toThrow('aborted');
      }
      await unitOfWork.run(({ users }) => users.insertOrFind(user));
      expect(await find(user)).toEqual(user);
    });

    it('serves more units of work at once than there are connections', async () => {
      const users = Array.from({ length: 40 }, () => makeUser());
      await Promise.all(users.map((each) => unitOfWork.run((on) => on.users.insertOrFind(each))));
      expect(await Promise.all(users.map(find))).toEqual(users);
    });
  });
