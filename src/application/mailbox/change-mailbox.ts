import type { AuditDetails } from '../../domain/audit/audit-entry.ts';
import type { Mailbox } from '../../domain/mailbox/mailbox.ts';
import { withWish } from '../../domain/mailbox/mailbox-change.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import { aboutAddress } from '../mail-domain/about-address.ts';
import type { Actor } from '../shared/actor.ts';
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

/** What is undefined stays as it is. */
type Input = {
  readonly slug: string;
  readonly id: MailboxId;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly secondaryEmail?: string | null | undefined;
};
export type UpdateMailbox = (actor: Actor, input: Input) => Promise<Mailbox>;

type Field = 'firstName' | 'lastName' | 'secondaryEmail';
const FIELDS: readonly Field[] = ['firstName', 'lastName', 'secondaryEmail'];

const differencesOf = (before: Mailbox, after: Mailbox): AuditDetails =>
  Object.fromEntries(
    FIELDS.filter((field) => before[field] !== after[field]).map((field) => [
      field,
      { before: before[field], after: after[field] },
    ]),
  );

/**
 * The mailbox with new names on their way to the provisioner. One that does not work there has no names there: it gets
 * them when it is created or enabled. While it is being created or enabled it may be there under the former ones.
 */
function renamed(before: Mailbox, after: Mailbox): Mailbox {
  const isRenamed = before.firstName !== after.firstName || before.lastName !== after.lastName;
  const isThere =
    before.status === 'enabled' ||
    before.change?.active === true ||
    (before.status === 'pending' && before.provisioningStartedAt !== null);
  if (!isRenamed || !isThere) return after;
  const { firstName, lastName } = before;
  return withWish(
    after,
    { formerNames: before.change?.formerNames ?? { firstName, lastName } },
    after.updatedAt,
  );
}

/**
 * Changes names and secondary e-mail of a mailbox. New names go to the provisioner in the background, as soon as it can
 * be asked; names that it refuses while the caller waits are not kept.
 *
 * @throws DomainError `mail_domain.not_found`, `mailbox.not_found`, `mailbox.action_forbidden`, `mail_domain.disabled`,
 *   `mailbox.name_taken` (params: `holder`), `mailbox.display_name_taken` (params: `holder`), `mailbox.refused` (params:
 *   `reason`)
 */
export const makeUpdateMailbox =
  ({ unitOfWork, awaitMailboxChange, clock }: Deps): UpdateMailbox =>
  (actor, input) => {
    const ask = () =>
      unitOfWork.run(async (stores) => {
        const { mailDomain, mailbox } = await lockMailboxFor(stores, actor, input, 'update');
        const {
          firstName = mailbox.firstName,
          lastName = mailbox.lastName,
          secondaryEmail = mailbox.secondaryEmail,
        } = input;
        const now = clock.now();
        const changed = renamed(mailbox, { ...mailbox, firstName, lastName, secondaryEmail, updatedAt: now });
        await ensureNameIsFree(stores, changed, mailDomain);
        await stores.mailboxes.update(changed);
        await stores.audit.append(actor, {
          ...aboutAddress(mailbox, mailDomain, actor),
          at: now,
          action: 'mailbox.updated',
          details: differencesOf(mailbox, changed),
        });
        const isSent = changed.changeRevision !== mailbox.changeRevision && changed.status === 'enabled';
        if (isSent) await queueSynchronization(stores.outbox, changed);
        return { mailbox: changed, step: isSent ? ('names' as const) : undefined };
      });
    return awaitMailboxChange(input.id, ask, { toleratesTrouble: true });
  };
