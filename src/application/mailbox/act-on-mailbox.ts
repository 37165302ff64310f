import type { AuditAction } from '../../domain/audit/audit-action.ts';
import type { Mailbox } from '../../domain/mailbox/mailbox.ts';
import type { MailboxAction } from '../../domain/mailbox/mailbox-access.ts';
import { isUnclear, withWish } from '../../domain/mailbox/mailbox-change.ts';
import type { MailboxStep } from '../../domain/mailbox/mailbox-wish.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import { aboutAddress } from '../mail-domain/about-address.ts';
import type { Actor } from '../shared/actor.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import type { AskedChange, AwaitMailboxChange } from './await-mailbox-change.ts';
import { lockMailboxFor } from './lock-mailbox-for.ts';
import { queueProvisioning, queueSynchronization } from './mailbox-jobs.ts';

type Stores = Pick<Repositories, 'mailDomains' | 'mailboxes' | 'outbox' | 'audit'>;
type Deps = { unitOfWork: UnitOfWork<Stores>; awaitMailboxChange: AwaitMailboxChange; clock: Clock };

/** What an action makes of a mailbox before the provisioner hears of it, and what it is to be asked. */
type Decision = Readonly<{
  mailbox: Mailbox;
  step?: MailboxStep;
  /** Has it created instead. */
  isToBeCreated?: boolean;
}>;
type Decide = (mailbox: Mailbox, at: Date) => Decision;

/** An action on a mailbox, by somebody who manages its domain. */
type ActOnMailbox = (actor: Actor, slug: string, id: MailboxId) => Promise<Mailbox>;

const makeAction =
  (action: MailboxAction, audited: AuditAction, decide: Decide) =>
  ({ unitOfWork, awaitMailboxChange, clock }: Deps): ActOnMailbox =>
  (actor, slug, id) => {
    const ask = (): Promise<AskedChange> =>
      unitOfWork.run(async (stores) => {
        const { mailDomain, mailbox } = await lockMailboxFor(stores, actor, { slug, id }, action);
        const now = clock.now();
        const { mailbox: decided, step, isToBeCreated } = decide(mailbox, now);
        const changed = { ...decided, updatedAt: now };
        await stores.mailboxes.update(changed);
        const about = aboutAddress(mailbox, mailDomain, actor);
        await stores.audit.append(actor, { ...about, at: now, action: audited });
        if (isToBeCreated && mailDomain.status === 'enabled') {
          await queueProvisioning(stores.outbox, changed);
          return { mailbox: changed, step: 'creation' };
        }
        if (step !== undefined) await queueSynchronization(stores.outbox, changed);
        return { mailbox: changed, step };
      });
    return awaitMailboxChange(id, ask, { toleratesTrouble: false });
  };

/** Whether the provisioner has not been asked for it, or said no: nothing is there to switch. */
const isNotThere = ({ status, isNeverCreated }: Mailbox): boolean =>
  status === 'pending' || status === 'failed' || isNeverCreated;

/**
 * Lets a mailbox work again; one that was never created is created.
 *
 * @throws DomainError `mail_domain.not_found`, `mailbox.not_found`, `mailbox.action_forbidden`, `mail_domain.disabled`,
 *   `mailbox.display_name_taken`, `mailbox.refused`, or of the provisioner (`mail_provisioner.…`): it is asked again then
 */
export const makeEnableMailbox = makeAction('enable', 'mailbox.enabled', (mailbox, at) => {
  // One that may be there is switched on, and created only if it turns out not to be there.
  if (!isNotThere(mailbox) || isUnclear(mailbox)) {
    return { mailbox: withWish(mailbox, { active: true }, at), step: 'activation' };
  }
  const pending = {
    ...mailbox,
    status: 'pending',
    isNeverCreated: false,
    notedAbsentAt: null,
    provisioningFailure: null,
    creation: { since: at, attempts: 0, trouble: null },
  } as const;
  return { mailbox: pending, isToBeCreated: true };
});

/**
 * Stops a mailbox from working; one that was never created is not created until it is enabled.
 *
 * @throws DomainError as `EnableMailbox`
 */
export const makeDisableMailbox = makeAction('disable', 'mailbox.disabled', (mailbox, at) => {
  if (!isNotThere(mailbox)) return { mailbox: withWish(mailbox, { active: false }, at), step: 'activation' };
  // Its creation, or its activation, may be under way: whatever comes of that, it is not to be used.
  const isBeingCreated = mailbox.status === 'pending' && mailbox.provisioningStartedAt !== null;
  const isAsked = isBeingCreated || mailbox.change?.active === true;
  const disabled = { ...mailbox, status: 'disabled', isNeverCreated: true, creation: null } as const;
  return isAsked
    ? { mailbox: withWish(disabled, { active: false }, at), step: 'activation' }
    : { mailbox: disabled };
});

/**
 * Gives a mailbox a new password and mails it to the secondary address.
 *
 * @throws DomainError `mailbox.not_enabled`, `mailbox.secondary_email_needed_for_reset`, and as `EnableMailbox`
 */
export const makeResetMailboxPassword = makeAction(
  'resetPassword',
  'mailbox.password_reset',
  (mailbox, at) => ({
    mailbox: withWish(mailbox, { resetsPassword: true }, at),
    step: 'password_reset',
  }),
);

/**
 * Mails a login link to the secondary address.
 *
 * @throws DomainError `mailbox.not_enabled`, `mailbox.secondary_email_needed_for_link`, and as `EnableMailbox`
 */
export const makeSendLoginLink = makeAction('sendLoginLink', 'mailbox.login_link_sent', (mailbox, at) => ({
  mailbox: withWish(mailbox, { sendsLoginLink: true }, at),
  step: 'login_link',
}));
