import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeUser } from '../builders/make-user.ts';
import { CREATED_AT, minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

export const statisticsQueriesContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`statistics contract: ${name}`, async () => {
    const { unitOfWork, statisticsQueries, seed, reset, close } = await open();
    beforeEach(reset);
    afterAll(close);

    const NOTHING = {
      users: 0,
      recentUsers: 0,
      teams: 0,
      enabledMailDomains: 0,
      mailboxes: 0,
      aliases: 0,
    };

    it('counts', async () => {
      expect(await statisticsQueries.count(CREATED_AT)).toEqual(NOTHING);
      const enabled = makeMailDomain({ status: 'enabled' });
      await unitOfWork.run(async ({ users, mailDomains, mailboxes }) => {
        for (const minutes of [-1, 0, 1]) {
          await users.insertOrFind(makeUser({ lastLoginAt: minutesLater(minutes) }));
        }
        await users.insertOrFind(makeUser({ isActive: false }));
        await mailDomains.insert(enabled);
        await mailDomains.insert(makeMailDomain({ status: 'failed' }));
        await mailboxes.insert(makeMailbox({ mailDomainId: enabled.id, status: 'disabled' }));
      });
      await seed.team(makeTeam());
      await seed.mailAlias({
        id: newId(),
        mailDomainId: enabled.id,
        localPart: 'contact',
        destination: 'a@b.fr',
        createdAt: CREATED_AT,
        updatedAt: CREATED_AT,
      });
      expect(await statisticsQueries.count(CREATED_AT)).toEqual({
        users: 4,
        recentUsers: 2,
        teams: 1,
        enabledMailDomains: 1,
        mailboxes: 1,
        aliases: 1,
      });
    });

    it('keeps what was counted last', async () => {
      const at = (minutes: number) => ({
        statistics: { ...NOTHING, users: minutes },
        countedAt: minutesLater(minutes),
      });
      expect(await statisticsQueries.last()).toBeUndefined();
      await statisticsQueries.keep(at(1));
      expect(await statisticsQueries.last()).toEqual(at(1));
      await statisticsQueries.keep(at(3));
      await statisticsQueries.keep(at(2));
      expect(await statisticsQueries.last()).toEqual(at(3));
    });
  });
