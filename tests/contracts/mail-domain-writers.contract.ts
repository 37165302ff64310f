import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailDomain } from '../../src/domain/mail-domain/mail-domain.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

/** Mail domains written by several at once. */
export const mailDomainWritersContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`mail domain writers contract: ${name}`, async () => {
    const { unitOfWork, reset, close } = await open();
    const insert = (mailDomain: MailDomain) =>
      unitOfWork.run(({ mailDomains }) => mailDomains.insert(mailDomain));
    const find = (id: MailDomain['id']) => unitOfWork.run(({ mailDomains }) => mailDomains.find(id));

    beforeEach(reset);
    afterAll(close);

    it('lets exactly one of several concurrent creations of a name win', async () => {
      const rivals = Array.from({ length: 6 }, () => makeMailDomain({ name: 'rivals.example' }));
      const results = await Promise.allSettled(rivals.map(insert));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const result of results) {
        if (result.status === 'rejected') {
          expect(result.reason).toMatchObject({ code: 'mail_domain.name_taken' });
        }
      }
    });

    it('gives a slug to exactly one of several concurrent creations', async () => {
      const rivals = Array.from({ length: 6 }, () => makeMailDomain({ slug: 'rivals' }));
      const outcomes = await Promise.all(rivals.map(insert));
      expect(outcomes.filter((outcome) => outcome === 'inserted')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'slug_taken')).toHaveLength(5);
    });

    it('loses no update among concurrent writers that lock first', async () => {
      const mailDomain = makeMailDomain({ lastCheckDetails: { count: 0 } });
      await insert(mailDomain);
      const increment = () =>
        unitOfWork.run(async ({ mailDomains }) => {
          const current = await mailDomains.lock(mailDomain.id);
          if (!current) throw new Error('the domain is gone');
          await mailDomains.find(newId());
          await mailDomains.find(newId());
          const count = Number(current.lastCheckDetails?.['count']) + 1;
          await mailDomains.update({ ...current, lastCheckDetails: { count } });
        });
      await Promise.all(Array.from({ length: 24 }, increment));
      expect((await find(mailDomain.id))?.lastCheckDetails).toEqual({ count: 24 });
    });

    it('hides no mailbox from a writer that locks the domain and lists, while others hold it and add', async () => {
      // Either the mailbox is committed before the domain is enabled, or its creator sees that it is.
      for (let round = 0; round < 10; round += 1) {
        const mailDomain = makeMailDomain();
        await insert(mailDomain);
        const added = Array.from({ length: 5 }, () => makeMailbox({ mailDomainId: mailDomain.id }));
        const enabling = unitOfWork.run(async ({ mailDomains, mailboxes }) => {
          const current = await mailDomains.lock(mailDomain.id);
          if (!current) throw new Error('the domain is gone');
          await mailDomains.update({ ...current, status: 'enabled' });
          return mailboxes.listPending(mailDomain.id);
        });
        const adding = added.map((mailbox) =>
          unitOfWork.run(async ({ mailDomains, mailboxes }) => {
            const held = await mailDomains.holdBySlugFor(mailDomain.slug, newId());
            await mailboxes.insert(mailbox);
            return held?.mailDomain.status === 'enabled' ? mailbox.id : undefined;
          }),
        );
        const [listed, ...seenEnabled] = await Promise.all([enabling, ...adding]);
        const reached = [...listed, ...seenEnabled.filter((id) => id !== undefined)];
        expect(reached.sort()).toEqual(added.map(({ id }) => id).sort());
      }
    });

    it('tells exactly one of several concurrent takers that a name was given up', async () => {
      await unitOfWork.run(({ mailDomains }) =>
        mailDomains.rememberUnconfirmed('x.example', minutesLater(1)),
      );
      const take = () => unitOfWork.run(({ mailDomains }) => mailDomains.takeUnconfirmed('x.example'));
      const answers = await Promise.all(Array.from({ length: 6 }, take));
      expect(answers.filter((answer) => answer)).toHaveLength(1);
    });
  });
