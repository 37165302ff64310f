import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import { done } from '../builders/provisioned.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

/** What comparing mailboxes with another list of them needs of the storage. */
export const listedMailboxesContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`listed mailboxes contract: ${name}`, async () => {
    const { unitOfWork, reset, close } = await open();
    const mailDomain = makeMailDomain({ status: 'enabled' });
    const otherDomain = makeMailDomain({ status: 'enabled' });
    const mailDomainId = mailDomain.id;

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ mailDomains }) => {
        await mailDomains.insert(mailDomain);
        await mailDomains.insert(otherDomain);
      });
    });
    afterAll(close);

    const insertAbsent = (...given: readonly Mailbox[]) =>
      unitOfWork.run(({ mailboxes }) => mailboxes.insertAbsent(given));
    const byLocalParts = (...localParts: readonly string[]) =>
      unitOfWork.run(({ mailboxes }) => mailboxes.listByLocalParts(mailDomainId, localParts));
    const pageAfter = (localPart: string | null, limit: number) =>
      unitOfWork.run(({ mailboxes }) => mailboxes.listAfter(mailDomainId, localPart, limit));

    it('stores those whose address and name are free, field for field', async () => {
      const full = makeMailbox({
        mailDomainId,
        localPart: 'ana',
        firstName: 'Ana',
        lastName: 'Da Costa',
        status: 'disabled',
        secondaryEmail: 'ana@ailleurs.fr',
        passwordHash: '$argon2id$abc',
        provisioned: done({ startedAt: minutesLater(1), notedAbsentAt: minutesLater(2) }),
      });
      const sameAddress = makeMailbox({ mailDomainId, localPart: 'ana' });
      const sameName = makeMailbox({ mailDomainId, firstName: 'ANA', lastName: 'da costa' });
      const elsewhere = makeMailbox({
        ...full,
        ...makeMailbox({ mailDomainId: otherDomain.id }),
        localPart: 'ana',
      });
      const free = makeMailbox({ mailDomainId, localPart: 'bob' });
      expect(new Set(await insertAbsent(full, sameAddress, sameName, elsewhere, free))).toEqual(
        new Set([full.id, elsewhere.id, free.id]),
      );
      expect(await insertAbsent(makeMailbox({ mailDomainId, localPart: 'bob' }))).toEqual([]);
      expect(await insertAbsent()).toEqual([]);
      expect(new Set(await byLocalParts('ana', 'bob', 'zoe'))).toEqual(new Set([full, free]));
      expect(await byLocalParts()).toEqual([]);
    });

    it('lets any number of functional mailboxes go without a name', async () => {
      const shared = () =>
        makeMailbox({ mailDomainId, kind: 'functional', firstName: '', lastName: '', status: 'enabled' });
      const [accueil, mairie] = [shared(), shared()];
      expect(await insertAbsent(accueil, mairie)).toHaveLength(2);
      expect(await unitOfWork.run(({ mailboxes }) => mailboxes.find(mairie.id))).toEqual(mairie);
    });

    it('goes through a domain by local part', async () => {
      const rows = ['ana', 'b.c', 'b_c', 'zoe'].map((localPart) => makeMailbox({ mailDomainId, localPart }));
      await insertAbsent(...[...rows].reverse(), makeMailbox({ mailDomainId: otherDomain.id }));
      const first = await pageAfter(null, 3);
      expect(first).toHaveLength(3);
      const second = await pageAfter(first.at(-1)?.localPart ?? '', 3);
      expect([...first, ...second].map(({ localPart }) => localPart).sort()).toEqual(
        rows.map(({ localPart }) => localPart).sort(),
      );
      expect(await pageAfter(second.at(-1)?.localPart ?? '', 3)).toEqual([]);
      expect(await unitOfWork.run(({ mailboxes }) => mailboxes.listAfter(newId(), null, 3))).toEqual([]);
    });
  });
