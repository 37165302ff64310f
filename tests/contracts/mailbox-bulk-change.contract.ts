import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { BULK_ACTIONS, type BulkChange } from '../../src/domain/mailbox/bulk-change.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailboxBulkChange } from '../builders/make-mailbox-bulk-change.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

export const mailboxBulkChangeContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`mailbox bulk change contract: ${name}`, async () => {
    const { unitOfWork, reset, close } = await open();
    const user = makeUser();
    const [mailDomain, otherDomain] = [makeMailDomain(), makeMailDomain()];
    const mailDomainId = mailDomain.id;
    const insert = (change: BulkChange) =>
      unitOfWork.run(({ mailboxBulkChanges }) => mailboxBulkChanges.insert(change));
    const find = ({ mailDomainId: domain, id }: Pick<BulkChange, 'mailDomainId' | 'id'>) =>
      unitOfWork.run(({ mailboxBulkChanges }) => mailboxBulkChanges.find(domain, id));

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ users, mailDomains }) => {
        await users.insertOrFind(user);
        for (const domain of [mailDomain, otherDomain]) await mailDomains.insert(domain);
      });
    });
    afterAll(close);

    it.each(BULK_ACTIONS)('returns what it stored, field for field: %s', async (action) => {
      const refusal = { code: 'mailbox.name_taken', params: { holder: 'a@b.fr' } } as const;
      const change = makeMailboxBulkChange({
        mailDomainId,
        action,
        askedBy: user.id,
        rows: [
          { mailboxId: newId(), localPart: 'z', refusal: null, step: 'creation', revision: 7 },
          { mailboxId: newId(), localPart: null, refusal, step: null, revision: 0 },
        ],
      });
      await insert(change);
      expect(await find(change)).toEqual(change);
      expect(await find({ ...change, mailDomainId: otherDomain.id })).toBeUndefined();
      expect(await find({ ...change, id: newId() })).toBeUndefined();
    });

    it('gives an id to one of several concurrent writers', async () => {
      const change = makeMailboxBulkChange({ mailDomainId });
      const others = [change, { ...change, mailDomainId: otherDomain.id }, { ...change, rows: [] }];
      const results = await Promise.allSettled(others.map(insert));
      const losers = results.filter((result) => result.status === 'rejected');
      expect(losers).toHaveLength(2);
      for (const { reason } of losers) expect(reason).toMatchObject({ code: 'mailbox_bulk_change.id_taken' });
    });

    it('finds the latest of a domain since a moment', async () => {
      const latest = (minute: number) =>
        unitOfWork.run(({ mailboxBulkChanges }) =>
          mailboxBulkChanges.findLatest(mailDomainId, minutesLater(minute)),
        );
      expect(await latest(0)).toBeUndefined();
      const [second, first] = [2, 1].map((minute) =>
        makeMailboxBulkChange({ mailDomainId, askedAt: minutesLater(minute) }),
      ) as [BulkChange, BulkChange];
      const theirs = makeMailboxBulkChange({ mailDomainId: otherDomain.id, askedAt: minutesLater(9) });
      for (const change of [second, first, theirs]) await insert(change);
      const { id, action, askedAt, rows } = second;
      const told = { id, action, askedAt, count: rows.length };
      expect([await latest(0), await latest(2), await latest(3)]).toEqual([told, told, undefined]);
    });

    it('forgets those of all domains from before a moment', async () => {
      const ours = [1, 2, 3].map((minute) =>
        makeMailboxBulkChange({ mailDomainId, askedAt: minutesLater(minute) }),
      );
      const theirs = [1, 2].map((minute) =>
        makeMailboxBulkChange({ mailDomainId: otherDomain.id, askedAt: minutesLater(minute) }),
      );
      for (const change of [...ours, ...theirs]) await insert(change);
      await unitOfWork.run(({ mailboxBulkChanges }) => mailboxBulkChanges.forget(minutesLater(2)));
      expect(await Promise.all(ours.map(find))).toEqual([undefined, ...ours.slice(1)]);
      expect(await Promise.all(theirs.map(find))).toEqual([undefined, ...theirs.slice(1)]);
    });
  });
