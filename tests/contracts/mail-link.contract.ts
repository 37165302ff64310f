import { describe, expect, it } from 'vitest';
import type { MailLink } from '../../src/domain/notification/mail-link.ts';
import type { MailLinkId } from '../../src/domain/shared/ids.ts';
import { makeMailLink } from '../builders/make-mail-link.ts';
import { minutesLater } from '../builders/moments.ts';
import type { StorageHarness } from '../support/storage-harness.ts';
import { twoMailboxes } from '../support/two-mailboxes.ts';

export const mailLinkContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`mail link contract: ${name}`, async () => {
    const harness = await open();
    const { unitOfWork } = harness;
    const { jean, ana } = twoMailboxes(harness);

    const insert = (...links: readonly MailLink[]) =>
      unitOfWork.run(({ mailLinks }) => mailLinks.insertMany(links));
    const find = (id: MailLinkId) => unitOfWork.run(({ mailLinks }) => mailLinks.find(id));

    it('returns what it stored, field for field', async () => {
      const plain = makeMailLink({ mailboxId: jean.id });
      const full = makeMailLink({
        mailboxId: jean.id,
        language: 'en-us',
        loginsLeft: 0,
        password: 'p\\ss "wörd"\n',
        passwordShownAt: minutesLater(3),
      });
      await insert();
      await insert(plain, full);
      for (const link of [plain, full]) {
        expect(await find(link.id)).toEqual(link);
        expect(await unitOfWork.run(({ mailLinks }) => mailLinks.lock(link.id))).toEqual(link);
      }
      expect(await find(makeMailLink().id)).toBeUndefined();
    });

    it('replaces what is left of a link, and nothing else', async () => {
      const link = makeMailLink({ mailboxId: jean.id, password: 'secret' });
      await insert(link);
      const left = { loginsLeft: 1, password: null, passwordShownAt: minutesLater(9) };
      const changed = { ...link, ...left, recipient: 'other@perso.example', expiresAt: minutesLater(1) };
      await unitOfWork.run(({ mailLinks }) => mailLinks.update(changed));
      expect(await find(link.id)).toEqual({ ...link, ...left });
    });

    it('extends one link, and tells of one that is not there', async () => {
      const [link, other] = [makeMailLink({ mailboxId: jean.id }), makeMailLink({ mailboxId: jean.id })];
      await insert(link, other);
      const extend = (id: MailLinkId) =>
        unitOfWork.run(({ mailLinks }) => mailLinks.extend(id, minutesLater(9_000)));
      expect(await extend(link.id)).toBe(true);
      expect(await extend(makeMailLink().id)).toBe(false);
      expect(await find(link.id)).toEqual({ ...link, expiresAt: minutesLater(9_000) });
      expect(await find(other.id)).toEqual(other);
    });

    it('erases the passwords of mailboxes', async () => {
      const links = [jean, jean, ana].map(({ id: mailboxId }) =>
        makeMailLink({ mailboxId, password: 'secret' }),
      );
      await insert(...links);
      await unitOfWork.run(({ mailLinks }) => mailLinks.erasePasswords([]));
      await unitOfWork.run(({ mailLinks }) => mailLinks.erasePasswords([jean.id]));
      const passwords = await Promise.all(links.map(async ({ id }) => (await find(id))?.password));
      expect(passwords).toEqual([null, null, 'secret']);
    });

    it('forgets those that ended before a moment', async () => {
      const [early, late] = [10, 20].map((minutes) =>
        makeMailLink({ mailboxId: jean.id, expiresAt: minutesLater(minutes) }),
      );
      if (!early || !late) throw new Error('two links');
      await insert(early, late);
      const forget = () => unitOfWork.run(({ mailLinks }) => mailLinks.forgetEnded(minutesLater(20)));
      expect(await forget()).toBe(1);
      expect(await forget()).toBe(0);
      expect([await find(early.id), await find(late.id)]).toEqual([undefined, late]);
    });

    it('lets one writer at a time have a link', async () => {
      const link = makeMailLink({ mailboxId: jean.id, loginsLeft: 0 });
      await insert(link);
      const add = () =>
        unitOfWork.run(async ({ mailLinks }) => {
          const found = await mailLinks.lock(link.id);
          if (found) await mailLinks.update({ ...found, loginsLeft: found.loginsLeft + 1 });
        });
      await Promise.all([add(), add(), add()]);
      expect((await find(link.id))?.loginsLeft).toBe(3);
    });
  });
