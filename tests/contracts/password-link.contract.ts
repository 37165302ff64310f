import { describe, expect, it } from 'vitest';
import type { PasswordLink } from '../../src/domain/identity/password-link.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import type { PasswordLinkId } from '../../src/domain/shared/ids.ts';
import { makePasswordLink } from '../builders/make-password-link.ts';
import { minutesLater } from '../builders/moments.ts';
import type { StorageHarness } from '../support/storage-harness.ts';
import { twoMailboxes } from '../support/two-mailboxes.ts';

export const passwordLinkContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`password link contract: ${name}`, async () => {
    const harness = await open();
    const { unitOfWork } = harness;
    const { jean, ana } = twoMailboxes(harness);

    const insert = (...links: readonly PasswordLink[]) =>
      unitOfWork.run(({ passwordLinks }) => passwordLinks.insertMany(links));
    const find = (id: PasswordLinkId) => unitOfWork.run(({ passwordLinks }) => passwordLinks.find(id));
    const ended = { endedAt: minutesLater(3), end: 'used' } as const;

    it('returns what it stored, field for field', async () => {
      const mailed = makePasswordLink({ mailboxId: jean.id });
      const handedOver = makePasswordLink({
        mailboxId: ana.id,
        purpose: 'handed_over',
        recipient: null,
        language: 'en-us',
      });
      const first = makePasswordLink({ mailboxId: ana.id, purpose: 'first', ...ended });
      await insert();
      await insert(mailed, handedOver, first);
      for (const link of [mailed, handedOver, first]) {
        expect(await find(link.id)).toEqual(link);
        expect(await unitOfWork.run(({ passwordLinks }) => passwordLinks.lock(link.id))).toEqual(link);
      }
      expect(await find(makePasswordLink().id)).toBeUndefined();
    });

    it('holds one that has not ended of each mailbox', async () => {
      await insert(
        makePasswordLink({ mailboxId: jean.id, ...ended }),
        makePasswordLink({ mailboxId: jean.id }),
      );
      await insert(
        makePasswordLink({ mailboxId: ana.id }),
        makePasswordLink({ mailboxId: jean.id, ...ended }),
      );
      await expect(insert(makePasswordLink({ mailboxId: jean.id }))).rejects.toThrow();
    });

    it('lists those that have not ended', async () => {
      const [one, over, other] = [
        makePasswordLink({ mailboxId: jean.id, expiresAt: minutesLater(-60) }),
        makePasswordLink({ mailboxId: jean.id, ...ended }),
        makePasswordLink({ mailboxId: ana.id }),
      ];
      await insert(one, over, other);
      const list = (...of: readonly Mailbox[]) =>
        unitOfWork.run(({ passwordLinks }) => passwordLinks.listNotEnded(of.map(({ id }) => id)));
      expect(await list()).toEqual([]);
      expect(await list(jean)).toEqual([one]);
      expect(await list(jean, ana)).toHaveLength(2);
    });

    it('ends those of some mailboxes that have not ended', async () => {
      const [open, over, other] = [
        makePasswordLink({ mailboxId: jean.id }),
        makePasswordLink({ mailboxId: jean.id, ...ended }),
        makePasswordLink({ mailboxId: ana.id }),
      ];
      await insert(open, over, other);
      await unitOfWork.run(({ passwordLinks }) => passwordLinks.endAllOf([], 'replaced', minutesLater(9)));
      await unitOfWork.run(({ passwordLinks }) =>
        passwordLinks.endAllOf([jean.id], 'replaced', minutesLater(9)),
      );
      expect(await find(open.id)).toEqual({ ...open, endedAt: minutesLater(9), end: 'replaced' });
      expect([await find(over.id), await find(other.id)]).toEqual([over, other]);
    });

    it('extends one that has not ended, and tells of others', async () => {
      const [open, over] = [
        makePasswordLink({ mailboxId: jean.id }),
        makePasswordLink({ mailboxId: jean.id, ...ended }),
      ];
      await insert(open, over);
      const extend = (id: PasswordLinkId) =>
        unitOfWork.run(({ passwordLinks }) => passwordLinks.extend(id, minutesLater(9_000)));
      expect([await extend(open.id), await extend(over.id), await extend(makePasswordLink().id)]).toEqual([
        true,
        false,
        false,
      ]);
      expect(await find(open.id)).toEqual({ ...open, expiresAt: minutesLater(9_000) });
      expect(await find(over.id)).toEqual(over);
    });

    it('forgets those that expired before a moment', async () => {
      const early = makePasswordLink({ mailboxId: jean.id, expiresAt: minutesLater(10) });
      const late = makePasswordLink({ mailboxId: ana.id, expiresAt: minutesLater(20) });
      await insert(early, late);
      const forget = () =>
        unitOfWork.run(({ passwordLinks }) => passwordLinks.forgetExpired(minutesLater(20)));
      expect(await forget()).toBe(1);
      expect(await forget()).toBe(0);
      expect([await find(early.id), await find(late.id)]).toEqual([undefined, late]);
    });

    it('lets one of those who use a link at once have it', async () => {
      const link = makePasswordLink({ mailboxId: jean.id });
      await insert(link);
      const use = () =>
        unitOfWork.run(async ({ passwordLinks }) => {
          const found = await passwordLinks.lock(link.id);
          if (found?.endedAt !== null) return false;
          await passwordLinks.endAllOf([jean.id], 'used', minutesLater(1));
          return true;
        });
      const outcomes = await Promise.all([use(), use(), use()]);
      expect(outcomes.filter(Boolean)).toHaveLength(1);
    });
  });
