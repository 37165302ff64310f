import { describe, expect, it } from 'vitest';
import type { EnrolmentLink } from '../../src/domain/identity/enrolment-link.ts';
import type { EnrolmentLinkId } from '../../src/domain/shared/ids.ts';
import { makeEnrolmentLink } from '../builders/make-enrolment-link.ts';
import { minutesLater } from '../builders/moments.ts';
import type { StorageHarness } from '../support/storage-harness.ts';
import { twoMailboxes } from '../support/two-mailboxes.ts';

export const enrolmentLinkContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`enrolment link contract: ${name}`, async () => {
    const harness = await open();
    const { unitOfWork } = harness;
    const { jean, ana } = twoMailboxes(harness);

    const insert = (...links: readonly EnrolmentLink[]) =>
      unitOfWork.run(async ({ enrolmentLinks }) => {
        for (const link of links) await enrolmentLinks.insert(link);
      });
    const find = (id: EnrolmentLinkId) => unitOfWork.run(({ enrolmentLinks }) => enrolmentLinks.find(id));
    const ended = { endedAt: minutesLater(3), end: 'used' } as const;

    it('returns what it stored, field for field', async () => {
      const open = makeEnrolmentLink({ mailboxId: jean.id });
      const over = makeEnrolmentLink({ mailboxId: ana.id, language: 'en-us', ...ended });
      await insert(open, over);
      for (const link of [open, over]) {
        expect(await find(link.id)).toEqual(link);
        expect(await unitOfWork.run(({ enrolmentLinks }) => enrolmentLinks.lock(link.id))).toEqual(link);
      }
      expect(await find(makeEnrolmentLink().id)).toBeUndefined();
    });

    it('holds one that has not ended of each mailbox', async () => {
      await insert(
        makeEnrolmentLink({ mailboxId: jean.id, ...ended }),
        makeEnrolmentLink({ mailboxId: jean.id }),
        makeEnrolmentLink({ mailboxId: ana.id }),
      );
      await expect(insert(makeEnrolmentLink({ mailboxId: jean.id }))).rejects.toThrow();
    });

    it('ends the one of a mailbox that has not ended', async () => {
      const [open, over, other] = [
        makeEnrolmentLink({ mailboxId: jean.id }),
        makeEnrolmentLink({ mailboxId: jean.id, ...ended }),
        makeEnrolmentLink({ mailboxId: ana.id }),
      ];
      await insert(open, over, other);
      await unitOfWork.run(({ enrolmentLinks }) =>
        enrolmentLinks.endOf(jean.id, 'withdrawn', minutesLater(9)),
      );
      expect(await find(open.id)).toEqual({ ...open, endedAt: minutesLater(9), end: 'withdrawn' });
      expect([await find(over.id), await find(other.id)]).toEqual([over, other]);
    });

    it('forgets those that expired before a moment', async () => {
      const early = makeEnrolmentLink({ mailboxId: jean.id, expiresAt: minutesLater(10) });
      const late = makeEnrolmentLink({ mailboxId: ana.id, expiresAt: minutesLater(20) });
      await insert(early, late);
      const forget = () =>
        unitOfWork.run(({ enrolmentLinks }) => enrolmentLinks.forgetExpired(minutesLater(20)));
      expect(await forget()).toBe(1);
      expect(await forget()).toBe(0);
      expect([await find(early.id), await find(late.id)]).toEqual([undefined, late]);
    });

    it('lets one of those who use a link at once have it', async () => {
      const link = makeEnrolmentLink({ mailboxId: jean.id });
      await insert(link);
      const use = () =>
        unitOfWork.run(async ({ enrolmentLinks }) => {
          const found = await enrolmentLinks.lock(link.id);
          if (found?.endedAt !== null) return false;
          await enrolmentLinks.endOf(jean.id, 'used', minutesLater(1));
          return true;
        });
      const outcomes = await Promise.all([use(), use(), use()]);
      expect(outcomes.filter(Boolean)).toHaveLength(1);
    });
  });
