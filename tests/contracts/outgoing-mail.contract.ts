import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailContent } from '../../src/application/notification/mail-content.ts';
import type { OutgoingMail } from '../../src/application/notification/outgoing-mail-repository.ts';
import type { MailboxId, OutgoingMailId, TeamInvitationId } from '../../src/domain/shared/ids.ts';
import { isUnreadable } from '../../src/domain/shared/unreadable.ts';
import { makeOutgoingMail } from '../builders/make-outgoing-mail.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

export const outgoingMailContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`outgoing mail contract: ${name}`, async () => {
    const { unitOfWork, reset, close } = await open();
    const insert = (mail: OutgoingMail) => unitOfWork.run(({ outgoingMails }) => outgoingMails.insert(mail));
    const update = (mail: OutgoingMail) => unitOfWork.run(({ outgoingMails }) => outgoingMails.update(mail));
    const lock = (id: OutgoingMailId) => unitOfWork.run(({ outgoingMails }) => outgoingMails.lock(id));

    beforeEach(reset);
    afterAll(close);

    const announcement = {
      kind: 'mailbox_created',
      address: 'élu@commune.example',
      password: 'p\\ss "wörd"\n',
    } as const;
    const ready = makeOutgoingMail();
    const ofInvitation = makeOutgoingMail({ invitationId: newId<TeamInvitationId>() });
    const ofMailbox = makeOutgoingMail({ mailboxId: newId<MailboxId>() });
    const draft: OutgoingMail = {
      ...makeOutgoingMail(),
      kind: 'mailbox_created',
      status: 'draft',
      content: announcement,
    };
    const sent: OutgoingMail = { ...makeOutgoingMail({ language: 'en-us' }), status: 'sent', content: null };
    const trouble = { since: minutesLater(3), reason: 'RCPT TO, 550, 5.1.1' };
    const refused: OutgoingMail = { ...makeOutgoingMail({ trouble }), status: 'refused' };
    const givenUp: OutgoingMail = { ...makeOutgoingMail({ trouble }), status: 'given_up', content: null };

    it.each([draft, ready, ofInvitation, ofMailbox, sent, refused, givenUp])(
      'returns a $status mail field for field',
      async (mail) => {
        await insert(mail);
        expect(await lock(mail.id)).toEqual(mail);
      },
    );

    it('stores many at once', async () => {
      const all = [draft, ready, sent, refused];
      await unitOfWork.run(async ({ outgoingMails }) => {
        await outgoingMails.insertMany(all);
        await outgoingMails.insertMany([]);
      });
      for (const mail of all) expect(await lock(mail.id)).toEqual(mail);
      const ids = [draft.id, sent.id, newId<OutgoingMailId>()];
      const locked = await unitOfWork.run(({ outgoingMails }) => outgoingMails.lockMany(ids));
      expect(locked).toHaveLength(2);
      expect(locked).toEqual(expect.arrayContaining([draft, sent]));
    });

    it('replaces status and content of many at once', async () => {
      for (const mail of [draft, ready, sent]) await insert(mail);
      const changed: OutgoingMail[] = [
        { ...ready, status: 'refused', trouble, mailboxId: newId<MailboxId>(), updatedAt: minutesLater(1) },
        {
          ...draft,
          content: { ...announcement, address: 'other@commune.example' },
          updatedAt: minutesLater(2),
        },
      ];
      await unitOfWork.run(async ({ outgoingMails }) => {
        await outgoingMails.updateMany(changed);
        await outgoingMails.updateMany([]);
      });
      for (const mail of [...changed, sent]) expect(await lock(mail.id)).toEqual(mail);
    });

    it('erases the content of those that ended unsent before a moment, and of no other', async () => {
      const ended = (status: 'refused' | 'given_up', minutes: number): OutgoingMail => ({
        ...makeOutgoingMail({ trouble, updatedAt: minutesLater(minutes) }),
        status,
      });
      const due = [ended('refused', 1), ended('given_up', 2)];
      const early = { ...draft, updatedAt: minutesLater(1) };
      const others = [ended('refused', 3), ended('given_up', 4), early, ready, sent, givenUp];
      for (const mail of [...due, ...others]) await insert(mail);
      const erase = () => unitOfWork.run(({ outgoingMails }) => outgoingMails.eraseUnsent(minutesLater(3)));
      expect(await erase()).toBe(2);
      for (const mail of due) expect(await lock(mail.id)).toEqual({ ...mail, content: null });
      for (const mail of others) expect(await lock(mail.id)).toEqual(mail);
      expect(await erase()).toBe(0);
    });

    it('forgets the oldest of those that ended before a moment, and none that waits or is kept', async () => {
      const at = (minutes: number) => ({ updatedAt: minutesLater(minutes) });
      const erased = makeOutgoingMail({ trouble, ...at(2) });
      const gone: OutgoingMail[] = [
        { ...sent, id: newId(), ...at(1) },
        { ...erased, status: 'refused', content: null },
        { ...erased, id: newId(), ...at(3), status: 'given_up', content: null },
      ];
      const kept: OutgoingMail[] = [
        { ...sent, id: newId(), ...at(5) },
        { ...makeOutgoingMail({ trouble, ...at(1) }), status: 'refused' },
        { ...draft, ...at(1) },
        { ...ready, ...at(1) },
      ];
      for (const mail of [...kept, ...gone]) await insert(mail);
      const forget = (limit: number) =>
        unitOfWork.run(({ outgoingMails }) => outgoingMails.forgetEnded(minutesLater(5), limit));
      expect(await forget(2)).toBe(2);
      expect(await Promise.all(gone.map(({ id }) => lock(id)))).toEqual([undefined, undefined, gone[2]]);
      expect(await forget(2)).toBe(1);
      expect(await forget(2)).toBe(0);
      for (const mail of kept) expect(await lock(mail.id)).toEqual(mail);
    });

    it('answers undefined for a mail that is not there', async () => {
      await insert(ready);
      expect(await lock(newId())).toBeUndefined();
    });

    it('replaces status and content, and nothing else', async () => {
      const other = makeOutgoingMail();
      await insert(draft);
      await insert(other);
      const content: MailContent = { ...announcement, loginLink: 'https://webmail.example/code/abc' };
      const envelope = {
        recipient: 'somebody.else@commune.example',
        language: 'en-us',
        createdAt: minutesLater(50),
      } as const;
      await update({ ...draft, ...envelope, status: 'ready', content, updatedAt: minutesLater(1) });
      expect(await lock(draft.id)).toEqual({
        ...draft,
        status: 'ready',
        content,
        updatedAt: minutesLater(1),
      });
      await update({ ...draft, status: 'sent', content: null, updatedAt: minutesLater(2) });
      expect(await lock(draft.id)).toEqual({
        ...draft,
        status: 'sent',
        content: null,
        updatedAt: minutesLater(2),
      });
      expect(await lock(other.id)).toEqual(other);
    });

    it('does nothing on update of a mail that is not there', async () => {
      await update(ready);
      expect(await lock(ready.id)).toBeUndefined();
    });

    it('refuses a second mail of the same id', async () => {
      await insert(ready);
      await expect(insert({ ...ready, recipient: 'twice@commune.example' })).rejects.toThrow(Error);
      expect(await lock(ready.id)).toEqual(ready);
    });

    it('lets exactly one of several concurrent workers that lock first complete a draft', async () => {
      for (let round = 0; round < 5; round += 1) {
        const mail: OutgoingMail = { ...draft, id: newId() };
        await insert(mail);
        const complete = () =>
          unitOfWork.run(async ({ outgoingMails }) => {
            const current = await outgoingMails.lock(mail.id);
            if (current?.status !== 'draft' || isUnreadable(current.content)) return false;
            await outgoingMails.lock(newId());
            await outgoingMails.update({
              ...current,
              status: 'ready',
              content: { ...current.content, loginLink: 'https://webmail.example/code/abc' },
            });
            return true;
          });
        const completed = await Promise.all(Array.from({ length: 8 }, complete));
        expect(completed.filter((isMine) => isMine)).toHaveLength(1);
      }
    });

    it('does not see later changes of what it was given or what it gave', async () => {
      const content = { ...announcement, loginLink: 'https://webmail.example/code/abc' };
      const mail = makeOutgoingMail({ content });
      await insert(mail);
      content.loginLink = 'changed';
      const found = await lock(mail.id);
      expect(found?.content).toMatchObject({ loginLink: 'https://webmail.example/code/abc' });
      Object.assign(found?.content ?? {}, { loginLink: 'changed' });
      expect((await lock(mail.id))?.content).toMatchObject({
        loginLink: 'https://webmail.example/code/abc',
      });
    });
  });
