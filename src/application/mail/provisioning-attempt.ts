import type { MailDomain } from '../../domain/mail/mail-domain.ts';
import type { Mailbox } from '../../domain/mail/mailbox.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import { strictlyAfter } from '../../domain/shared/strictly-after.ts';
import type { Clock } from '../ports/system.ts';
import type { Repositories } from '../ports/unit-of-work.ts';

/** Of asking the provisioner for a mailbox. */
export type Attempt = Readonly<{
  mailbox: Mailbox;
  mailDomain: MailDomain;
  /** How it was before this attempt. Once one has begun, the provisioner may have the mailbox. */
  former: Pick<Mailbox, 'provisioningStartedAt' | 'creation'>;
}>;

export type AnnounceAttempts = (
  stores: Pick<Repositories, 'mailDomains' | 'mailboxes'>,
  ids: readonly MailboxId[],
) => Promise<readonly Attempt[]>;

/**
 * Notes, before anything is asked, that these mailboxes may exist from now on. Those that are not pending, or not of an
 * enabled domain, are left out; the others keep the order given.
 */
export const makeAnnounceAttempts =
  ({ clock }: { clock: Clock }): AnnounceAttempts =>
  async ({ mailDomains, mailboxes }, ids) => {
    const locked = new Map((await mailboxes.lockMany(ids)).map((mailbox) => [mailbox.id, mailbox]));
    const pending = [...new Set(ids)].flatMap((id) => {
      const mailbox = locked.get(id);
      return mailbox?.status === 'pending' ? [mailbox] : [];
    });
    const enabled = new Map<MailDomain['id'], MailDomain>();
    for (const id of new Set(pending.map(({ mailDomainId }) => mailDomainId))) {
      const mailDomain = await mailDomains.find(id);
      if (mailDomain?.status === 'enabled') enabled.set(id, mailDomain);
    }
    const now = clock.now();
    const attempts = pending.flatMap((mailbox): Attempt[] => {
      const mailDomain = enabled.get(mailbox.mailDomainId);
      if (!mailDomain) return [];
      const provisioningStartedAt = strictlyAfter(mailbox.provisioningStartedAt, now);
      const { since = mailbox.createdAt, attempts = 0, trouble = null } = mailbox.creation ?? {};
      const creation = { since, attempts: attempts + 1, trouble };
      const announced = { ...mailbox, provisioningStartedAt, creation, updatedAt: now };
      return [{ mailbox: announced, mailDomain, former: mailbox }];
    });
    await mailboxes.updateMany(attempts.map(({ mailbox }) => mailbox));
    return attempts;
  };

/** The mailboxes of these attempts as they are now, without those that are settled or of which a later attempt has begun. */
export async function lockUndecided(
  { mailboxes }: Pick<Repositories, 'mailboxes'>,
  attempts: readonly Attempt[],
): Promise<ReadonlyMap<MailboxId, Mailbox>> {
  const begun = new Map(
    attempts.map(({ mailbox }) => [mailbox.id, mailbox.provisioningStartedAt?.getTime()]),
  );
  const locked = await mailboxes.lockMany([...begun.keys()]);
  return new Map(
    locked
      .filter(
        ({ id, status, provisioningStartedAt }) =>
          status === 'pending' && provisioningStartedAt?.getTime() === begun.get(id),
      )
      .map((mailbox) => [mailbox.id, mailbox]),
  );
}
