import type { AuditDetails } from '../../domain/audit/audit-entry.ts';
import {
  editedDetails,
  ensureAsSeen,
  isAddressOf,
  type Mailbox,
  type MailboxEdits,
  writtenByOwnerAt,
} from '../../domain/mailbox/mailbox.ts';
import { renamed } from '../../domain/mailbox/provisioning-transitions.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import { addressAuditSubject } from '../mail-domain/address-audit-subject.ts';
import type { Actor } from '../shared/actor.ts';
import type { Operator } from '../shared/operator.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import type { AwaitMailboxChange } from './await-mailbox-change.ts';
import { ensureNameIsFree, lockMailboxFor } from './lock-mailbox-for.ts';
import { queueSynchronization } from './mailbox-jobs.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailDomains' | 'mailboxes' | 'outbox' | 'audit'>>;
  awaitMailboxChange: AwaitMailboxChange;
  clock: Clock;
};

type Input = Readonly<{
  slug: string;
  id: MailboxId;
  /** The details that the person saw before; not compared when undefined. */
  seen?: MailboxEdits | undefined;
}> &
  Parameters<typeof editedDetails>[1];
export type UpdateMailbox = (actor: Actor | Operator, input: Input) => Promise<Mailbox>;

function differencesOf(before: MailboxEdits, after: MailboxEdits): AuditDetails {
  const former = new Map(Object.entries(before));
  const changed = Object.entries(after).filter(([field, value]) => former.get(field) !== value);
  return Object.fromEntries(
    changed.map(([field, value]) => [field, { before: former.get(field) ?? null, after: value }]),
  );
}

/**
 * Changes names and secondary e-mail of a mailbox. New names go to the provisioner in the background, as soon as it can
 * be asked; names refused while the caller waits are reverted.
 *
 * @throws DomainError `mail_domain.not_found`, `mailbox.not_found`, `mailbox.action_forbidden`, `mail_domain.disabled`,
 *   `mailbox.changed_meanwhile`, `mailbox.name_taken` (params: `holder`), `mailbox.display_name_taken` (params: `holder`),
 *   `mailbox.refused` (params: `reason`)
 */
export const makeUpdateMailbox =
  ({ unitOfWork, awaitMailboxChange, clock }: Deps): UpdateMailbox =>
  (actor, input) => {
    const ask = () =>
      unitOfWork.run(async (stores) => {
        const { mailDomain, mailbox } = await lockMailboxFor(stores, actor, input, 'update');
        if (input.seen !== undefined) ensureAsSeen(mailbox, input.seen);
        const now = clock.now();
        const edited = editedDetails(mailbox, input);
        const isOwn = isAddressOf(mailbox, mailDomain.name, actor.email);
        const secondaryEmailByOwnerAt = writtenByOwnerAt(mailbox, edited, isOwn ? now : null);
        const changed = {
          ...renamed(mailbox, edited, now),
          ...edited,
          secondaryEmailByOwnerAt,
          updatedAt: now,
        };
        await ensureNameIsFree(stores, changed, mailDomain);
        await stores.mailboxes.update(changed);
        await stores.audit.append(actor, {
          ...addressAuditSubject(mailbox, mailDomain, actor),
          at: now,
          action: 'mailbox.updated',
          details: differencesOf(editedDetails(mailbox, {}), edited),
        });
        const isAsked = changed.provisioning.changeRevision !== mailbox.provisioning.changeRevision;
        const isSent = isAsked && changed.status === 'enabled';
        if (isSent) await queueSynchronization(stores.outbox, changed);
        return { mailbox: changed, step: isSent ? ('names' as const) : undefined };
      });
    return awaitMailboxChange(input.id, ask);
  };
