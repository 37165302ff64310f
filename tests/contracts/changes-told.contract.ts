import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  CHANGED,
  type Change,
  changedTopic,
  MOST_IDS,
  type PersonalChange,
  personalTopic,
  readChange,
} from '../../src/application/live/changed-topic.ts';
import { EMPTY_SESSION } from '../../src/application/people/session-store.ts';
import type { Repositories } from '../../src/application/unit-of-work.ts';
import type { MailAliasId, UserId } from '../../src/domain/shared/ids.ts';
import { makeDriftLine } from '../builders/make-drift-line.ts';
import { makeMailAlias } from '../builders/make-mail-alias.ts';
import { makeMailAliasChange } from '../builders/make-mail-alias-change.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailDomainInvitation } from '../builders/make-mail-domain-invitation.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOutgoingMail } from '../builders/make-outgoing-mail.ts';
import { makeUser } from '../builders/make-user.ts';
import { CREATED_AT, minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import { eventually } from '../support/eventually.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

/** Whoever changes a mail domain, or what is in it, says so by the change alone. */
export const changesToldContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`changes told contract: ${name}`, async () => {
    const { unitOfWork, signals, sessions, mailDomainQueries, seed, reset, close } = await open();
    const user = makeUser();
    const domain = makeMailDomain();
    const mailDomainId = domain.id;
    const mailbox = makeMailbox({ mailDomainId });
    const alias = makeMailAlias({ mailDomainId });
    const change = makeMailAliasChange({ mailDomainId });
    const access = makeMailDomainAccess({ mailDomainId, userId: user.id });
    const invitation = makeMailDomainInvitation({ mailDomainId, issuerId: user.id });
    const line = makeDriftLine({ mailDomainId });
    const mail = makeOutgoingMail({ invitationId: invitation.id });
    const run = {
      mailDomainId,
      startedAt: CREATED_AT,
      endedAt: null,
      state: 'running',
      failure: null,
      rows: 0,
      inconclusive: [],
    } as const;

    let heard: (Change | PersonalChange)[] = [];
    const listener = signals.listen(CHANGED, (topic) => {
      const read = topic === undefined ? undefined : readChange(topic);
      if (read) heard.push(read);
    });

    /** Once all that was published before has been heard. */
    const settle = async () => {
      const mark: PersonalChange = { userId: newId<UserId>(), kind: 'session' };
      await unitOfWork.run((on) => on.signals.publish(personalTopic(mark)));
      await eventually(() => expect(heard).toContainEqual(mark));
      heard = heard.filter((one) => !('userId' in one && one.userId === mark.userId));
    };
    /** What is told of a work, each once, those of domains first. */
    const toldOf = async (work: () => Promise<unknown>): Promise<readonly unknown[]> => {
      await settle();
      heard = [];
      await work();
      await settle();
      return [...new Set(heard.map((one) => JSON.stringify(one)))].sort().map((text) => JSON.parse(text));
    };
    const told = (work: (on: Repositories) => Promise<unknown>) => toldOf(() => unitOfWork.run(work));
    const about = (kind: Change['kind'], ids: readonly string[] | null = null) => ({
      mailDomainId,
      kind,
      ids,
    });

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async (on) => {
        await on.users.insertOrFind(user);
        await on.mailDomains.insert(domain);
      });
      await eventually(() => expect(listener.isLive()).toBe(true));
    });
    afterAll(async () => {
      listener.close();
      await close();
    });

    it('tells of domains', async () => {
      const other = makeMailDomain();
      expect(await told((on) => on.mailDomains.insert(other))).toEqual([
        { mailDomainId: other.id, kind: 'mail_domain', ids: null },
      ]);
      expect(await told((on) => on.mailDomains.update({ ...domain, status: 'failed' }))).toEqual([
        about('mail_domain'),
      ]);
      expect(await told((on) => on.mailDomains.delete(mailDomainId))).toEqual([about('mail_domain')]);
    });

    it('tells of mailboxes, but not of sign-ins with them', async () => {
      const ids = [mailbox.id];
      expect(await told((on) => on.mailboxes.insert(mailbox))).toEqual([about('mailbox', ids)]);
      const renamed = { ...mailbox, firstName: 'Zoé' };
      expect(await told((on) => on.mailboxes.update(renamed))).toEqual([about('mailbox', ids)]);
      const signedIn = {
        ...renamed,
        lastLoginAt: minutesLater(9),
        passwordHash: 'other',
        signInWarnedAt: minutesLater(8),
      };
      expect(await told((on) => on.mailboxes.update(signedIn))).toEqual([]);
      expect(await told((on) => on.mailboxes.updateMany([{ ...signedIn, lastName: 'Z' }]))).toEqual([
        about('mailbox', ids),
      ]);
      expect(await told((on) => on.mailboxes.delete(mailbox.id))).toEqual([about('mailbox', ids)]);
      expect(await told((on) => on.mailboxes.delete(mailbox.id))).toEqual([]);
    });

    it('tells of many at once without their ids', async () => {
      const many = Array.from({ length: MOST_IDS + 1 }, () => makeMailbox({ mailDomainId }));
      expect(await told((on) => on.mailboxes.insertAbsent(many))).toEqual([about('mailbox')]);
      expect(
        changedTopic(
          mailDomainId,
          'mailbox',
          many.slice(1).map(({ id }) => id),
        ).length,
      ).toBeLessThan(1_000);
    });

    it('tells of aliases, and of changes that wait', async () => {
      expect(await told((on) => on.mailAliases.insertIfAbsent(alias))).toEqual([about('alias', [alias.id])]);
      const same = { ...alias, id: newId<MailAliasId>() };
      expect(await told((on) => on.mailAliases.insertIfAbsent(same))).toEqual([]);
      expect(await told((on) => on.mailAliases.remove(mailDomainId, alias.localPart, null))).toEqual([
        about('alias', [alias.id]),
      ]);
      const waiting = [about('waiting', [change.id])];
      expect(await told((on) => on.mailAliasChanges.insertOrFind([change]))).toEqual(waiting);
      expect(
        await told((on) => on.mailAliasChanges.update([{ ...change, updatedAt: minutesLater(1) }])),
      ).toEqual(waiting);
      expect(await told((on) => on.mailAliasChanges.delete([change.id]))).toEqual(waiting);
    });

    it('tells of accesses, to the person as well', async () => {
      const both = [about('access', [access.id]), { userId: user.id, kind: 'access' }];
      expect(await told((on) => on.mailDomainAccesses.insert(access))).toEqual(both);
      expect(await mailDomainQueries.listVisibleIds(user.id, 5)).toEqual([mailDomainId]);
      expect(await mailDomainQueries.listVisibleIds(user.id, 0)).toEqual([]);
      expect(await mailDomainQueries.listVisibleIds(newId(), 5)).toEqual([]);
      expect(await told((on) => on.mailDomainAccesses.update({ ...access, role: 'viewer' }))).toEqual(both);
      expect(await told((on) => on.mailDomainAccesses.delete(access.id))).toEqual(both);
    });

    it('tells of invitations, and of what becomes of their mail', async () => {
      const ids = [about('invitation', [invitation.id])];
      expect(await toldOf(() => seed.mailDomainInvitation(invitation))).toEqual(ids);
      expect(
        await told((on) => on.mailDomainInvitations.update({ ...invitation, expiresAt: minutesLater(9) })),
      ).toEqual(ids);
      expect(await told((on) => on.outgoingMails.insert(mail))).toEqual([]);
      expect(await told((on) => on.outgoingMails.update({ ...mail, status: 'refused' }))).toEqual(ids);
      const other = makeOutgoingMail();
      await unitOfWork.run((on) => on.outgoingMails.insert(other));
      expect(await told((on) => on.outgoingMails.update({ ...other, status: 'refused' }))).toEqual([]);
      expect(await told((on) => on.mailDomainInvitations.delete(invitation.id))).toEqual(ids);
    });

    it('tells of comparisons and of what they find', async () => {
      expect(await told((on) => on.drift.saveRun(run))).toEqual([about('drift')]);
      expect(await told((on) => on.drift.saveRun({ ...run, state: 'complete' }))).toEqual([about('drift')]);
      expect(await told((on) => on.drift.putLines(run.startedAt, [line]))).toEqual([
        about('drift', [line.id]),
      ]);
      expect(await told((on) => on.drift.markIgnored([line.id], true))).toEqual([about('drift', [line.id])]);
      expect(await told((on) => on.drift.removeLines([line.id]))).toEqual([about('drift', [line.id])]);
    });

    it('tells of all that goes with a domain', async () => {
      await unitOfWork.run(async (on) => {
        await on.mailboxes.insert(mailbox);
        await on.mailDomainAccesses.insert(access);
        await on.mailAliases.insertIfAbsent(alias);
      });
      expect(await told((on) => on.mailDomains.delete(mailDomainId))).toEqual(
        expect.arrayContaining([
          about('mail_domain'),
          about('mailbox', [mailbox.id]),
          about('alias', [alias.id]),
          { userId: user.id, kind: 'access' },
        ]),
      );
    });

    it('tells whose sessions end, however they do', async () => {
      const owner = { userId: user.id, sub: user.sub, sid: 'sid' };
      const create = (of: typeof owner | undefined = owner) =>
        sessions.create({ data: EMPTY_SESSION, owner: of, expiresAt: minutesLater(60) });
      const ended = [{ userId: user.id, kind: 'session' }];
      const key = await create();
      expect(await toldOf(() => sessions.destroy(key))).toEqual(ended);
      const listed = await create();
      expect(await toldOf(() => sessions.endOf(user.id, sessions.idOf(listed)))).toEqual(ended);
      await create();
      expect(await toldOf(() => sessions.endOthersOf(user.id, 'none'))).toEqual(ended);
      await create();
      expect(await toldOf(() => sessions.destroyOf({ sub: undefined, sid: 'sid' }))).toEqual(ended);
      await create();
      expect(await told((on) => on.sessions.endAllOf(user.id))).toEqual(ended);
      await create();
      expect(await toldOf(() => sessions.purge(minutesLater(61)))).toEqual(ended);
      const visitor = await sessions.create({
        data: EMPTY_SESSION,
        owner: undefined,
        expiresAt: minutesLater(60),
      });
      expect(await toldOf(() => sessions.destroy(visitor))).toEqual([]);
    });

    it('tells nothing of what was rolled back', async () => {
      const attempt = async () => {
        const failing = unitOfWork.run(async (on) => {
          await on.mailboxes.insert(mailbox);
          throw new Error('changed my mind');
        });
        await expect(failing).rejects.toThrow('changed my mind');
      };
      expect(await toldOf(attempt)).toEqual([]);
    });
  });
