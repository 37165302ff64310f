import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { isIn, type MailboxIn } from '../../../domain/mailbox/mailbox.ts';
import type { Asked, Waiting } from '../../../domain/mailbox/provisioning.ts';
import { creationBegun, notedAbsent } from '../../../domain/mailbox/provisioning-transitions.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import { strictlyAfter } from '../../../domain/shared/strictly-after.ts';
import type { ProvisionerSight } from '../../provisioning/provisioner-sight.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';

/** One attempt to have a mailbox created. */
export type Attempt = Readonly<{
  mailbox: MailboxIn<'asked'>;
  mailDomain: MailDomain;
  /** The state before this attempt. */
  former: Waiting | Asked;
}>;

/**
 * Whether an earlier attempt may have created the mailbox. A mailbox that is found at the provisioner with its names is
 * then ours, since it was noted as absent before.
 */
export const mayBeOurs = ({ former }: Pick<Attempt, 'former'>): boolean =>
  former.state === 'asked' && former.notedAbsentAt !== null;

export type AnnounceAttempts = (
  stores: Pick<Repositories, 'mailDomains' | 'mailboxes'>,
  ids: readonly MailboxId[],
  /** What this turn has seen of the domain so far. */
  sight?: ProvisionerSight,
) => Promise<readonly Attempt[]>;

/**
 * Notes, before the provisioner is asked, that these mailboxes may exist from now on, and which were seen to be absent
 * before. Mailboxes that are not pending, or not of an enabled domain, are left out; the others keep their order.
 */
export const makeBeginAttempts =
  ({ clock }: { clock: Clock }): AnnounceAttempts =>
  async ({ mailDomains, mailboxes }, ids, sight) => {
    const locked = new Map((await mailboxes.lockMany(ids)).map((mailbox) => [mailbox.id, mailbox]));
    const pending = [...new Set(ids)].flatMap((id) => {
      const mailbox = locked.get(id);
      return mailbox && isIn(mailbox, 'waiting', 'asked') ? [mailbox] : [];
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
      const former = mailbox.provisioning;
      const isKnown = former.state === 'asked' && former.notedAbsentAt !== null;
      const notedAbsentAt = isKnown ? former.notedAbsentAt : absentSince(sight, mailbox);
      const startedAt = strictlyAfter(former.state === 'asked' ? former.startedAt : null, now);
      const begun = { ...creationBegun(mailbox, startedAt, notedAbsentAt), updatedAt: now };
      return [{ mailbox: begun, mailDomain, former }];
    });
    await mailboxes.updateMany(attempts.map(({ mailbox }) => mailbox));
    return attempts;
  };

const absentSince = (
  sight: ProvisionerSight | undefined,
  { localPart }: MailboxIn<'waiting' | 'asked'>,
): Date | null => {
  const seen = sight?.at(localPart);
  return seen?.is === 'absent' ? seen.at : null;
};

/**
 * Notes which of these mailboxes were seen to be absent, before the provisioner is asked for any, and returns the
 * attempts with that note, without those that are settled or superseded by a later attempt.
 */
export async function noteAbsent(
  { mailboxes }: Pick<Repositories, 'mailboxes'>,
  attempts: readonly Attempt[],
  sight: ProvisionerSight,
): Promise<readonly Attempt[]> {
  const undecided = await lockUndecided({ mailboxes }, attempts);
  const noted = attempts.flatMap((attempt): Attempt[] => {
    const current = undecided.get(attempt.mailbox.id);
    if (!current) return [];
    return [{ ...attempt, mailbox: notedAbsent(current, absentSince(sight, current)) }];
  });
  await mailboxes.updateMany(noted.map(({ mailbox }) => mailbox));
  return noted;
}

/** The present mailboxes of these attempts, locked, without those that are settled or superseded by a later attempt. */
export async function lockUndecided(
  { mailboxes }: Pick<Repositories, 'mailboxes'>,
  attempts: readonly Attempt[],
): Promise<ReadonlyMap<MailboxId, MailboxIn<'asked'>>> {
  const begun = new Map(
    attempts.map(({ mailbox: { id, provisioning } }) => [id, provisioning.startedAt.getTime()]),
  );
  const locked = await mailboxes.lockMany([...begun.keys()]);
  return new Map(
    locked.flatMap((mailbox) =>
      isIn(mailbox, 'asked') && mailbox.provisioning.startedAt.getTime() === begun.get(mailbox.id)
        ? [[mailbox.id, mailbox]]
        : [],
    ),
  );
}
