import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailAliasChange } from '../../src/domain/alias/mail-alias-change.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import { withWanted } from '../../src/domain/mailbox/mailbox-change.ts';
import { makeMailAliasChange } from '../builders/make-mail-alias-change.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import { asked, done } from '../builders/provisioned.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

const UNAVAILABLE = 'mail_provisioner.unavailable';

/** What the provisioner has yet to do, across aliases and mailboxes. */
export const openMailChangesContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`open mail changes contract: ${name}`, async () => {
    const { unitOfWork, openMailChangeQueries, reset, close } = await open();
    const enabled = makeMailDomain({ status: 'enabled' });
    const waiting = makeMailDomain({ status: 'action_required' });
    const mailDomainId = enabled.id;

    const store = (mailboxes: readonly Mailbox[], changes: readonly MailAliasChange[] = []) =>
      unitOfWork.run(async (stores) => {
        for (const mailbox of mailboxes) await stores.mailboxes.insert(mailbox);
        await stores.mailAliasChanges.insertOrFind(changes);
      });
    const page = (number = 1, size = 20, descending = false, id = mailDomainId) =>
      openMailChangeQueries.page(id, { number, size, order: [{ field: 'since', descending }] });

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ mailDomains }) => {
        await mailDomains.insert(enabled);
        await mailDomains.insert(waiting);
      });
    });
    afterAll(close);

    it('tells what is to be done, since when, how often it was tried and what the trouble is', async () => {
      const tried = makeMailAliasChange({
        mailDomainId,
        progress: { state: 'open', attempts: 4, trouble: UNAVAILABLE },
        createdAt: minutesLater(1),
        updatedAt: minutesLater(9),
      });
      const all = makeMailAliasChange({
        mailDomainId,
        kind: 'removal_of_all',
        destination: null,
        createdAt: minutesLater(2),
      });
      const fresh = makeMailbox({ mailDomainId, createdAt: minutesLater(3) });
      const again = makeMailbox({
        mailDomainId,
        provisioned: asked({ since: minutesLater(4), attempts: 2, trouble: 'mail_provisioner.forbidden' }),
      });
      const first = withWanted(null, { resetsPassword: true }, minutesLater(5));
      const change = withWanted(first, { active: false }, minutesLater(7));
      const changed = makeMailbox({
        mailDomainId,
        provisioned: done({ change }),
        passwordHash: 'secret',
        updatedAt: minutesLater(8),
      });
      await store([again, changed, fresh], [all, tried]);

      expect(await page()).toEqual({
        total: 5,
        items: [
          {
            object: 'alias',
            id: tried.id,
            steps: ['creation'],
            localPart: 'contact',
            destination: 'a@a.fr',
            since: minutesLater(1),
            attempts: 4,
            trouble: UNAVAILABLE,
          },
          {
            object: 'alias',
            id: all.id,
            steps: ['removal_of_all'],
            localPart: 'contact',
            destination: null,
            since: minutesLater(2),
            attempts: 0,
            trouble: null,
          },
          {
            object: 'mailbox',
            id: fresh.id,
            steps: ['creation'],
            localPart: fresh.localPart,
            since: minutesLater(3),
            attempts: 0,
            trouble: null,
          },
          {
            object: 'mailbox',
            id: again.id,
            steps: ['creation'],
            localPart: again.localPart,
            since: minutesLater(4),
            attempts: 2,
            trouble: 'mail_provisioner.forbidden',
          },
          {
            object: 'mailbox',
            id: changed.id,
            steps: ['activation', 'password_reset'],
            localPart: changed.localPart,
            since: minutesLater(5),
            attempts: 0,
            trouble: null,
          },
        ],
      });
    });

    it('leaves out what is over, what waits for its domain, and other domains', async () => {
      const over = [
        makeMailAliasChange({ mailDomainId, progress: { state: 'done', wasAbsent: false } }),
        makeMailAliasChange({
          mailDomainId,
          kind: 'removal',
          progress: { state: 'refused', code: 'alias.refused', params: { reason: 'no' } },
        }),
      ];
      await store(
        [
          makeMailbox({ mailDomainId, status: 'enabled' }),
          makeMailbox({ mailDomainId, status: 'disabled' }),
          makeMailbox({ mailDomainId, status: 'failed' }),
          makeMailbox({ mailDomainId: waiting.id }),
        ],
        over,
      );
      expect(await page()).toEqual({ total: 0, items: [] });
      expect(await page(1, 20, false, waiting.id)).toEqual({ total: 0, items: [] });
      expect(await page(1, 20, false, newId())).toEqual({ total: 0, items: [] });
      await store([], [makeMailAliasChange({ mailDomainId: waiting.id })]);
      expect(await page(1, 20, false, waiting.id)).toMatchObject({ total: 1, items: [{ object: 'alias' }] });
    });

    it('is read page by page, the oldest or the newest first', async () => {
      const mailboxes = [0, 1, 2].map((minute) =>
        makeMailbox({ mailDomainId, createdAt: minutesLater(minute * 2) }),
      );
      const changes = [1, 3].map((minute) =>
        makeMailAliasChange({ mailDomainId, destination: `${minute}@a.fr`, createdAt: minutesLater(minute) }),
      );
      await store(mailboxes, changes);
      const [a, b, c] = mailboxes;
      const [x, y] = changes;
      const ids = async (...asked: Parameters<typeof page>) =>
        (await page(...asked)).items.map(({ id }) => id);
      expect(await ids(1, 2)).toEqual([a?.id, x?.id]);
      expect(await ids(3, 2)).toEqual([c?.id]);
      expect(await ids(1, 3, true)).toEqual([c?.id, y?.id, b?.id]);
      expect(await page(9, 2)).toEqual({ total: 5, items: [] });
    });
  });
