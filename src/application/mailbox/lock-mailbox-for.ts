import type { MailDomain } from '../../domain/mail-domain/mail-domain.ts';
import { actingRole, ensureMay, type MailDomainRole } from '../../domain/mail-domain/mail-domain-access.ts';
import { hasSameNames, type Mailbox } from '../../domain/mailbox/mailbox.ts';
import {
  ensureMayOnMailbox,
  ensureNotForOneself,
  ensurePossible,
  isOwnMailbox,
  type MailboxAction,
} from '../../domain/mailbox/mailbox-access.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import type { Actor } from '../shared/actor.ts';
import type { Operator } from '../shared/operator.ts';
import type { Repositories } from '../unit-of-work.ts';

type Stores = Pick<Repositories, 'mailDomains' | 'mailboxes'>;

/**
 * Keeps the domain unchanged and locks the mailbox, if the actor may do `action` with it and its state allows the
 * action.
 *
 * @throws DomainError `mail_domain.not_found`, `mailbox.not_found`, `mailbox.action_forbidden`, and those of
 *   `ensurePossible`
 */
export async function lockMailboxFor(
  { mailDomains, mailboxes }: Stores,
  actor: Actor | Operator,
  { slug, id }: { readonly slug: string; readonly id: MailboxId },
  action: MailboxAction,
): Promise<{ readonly mailDomain: MailDomain; readonly mailbox: Mailbox }> {
  const found = await mailDomains.holdBySlugFor(slug, actor.userId);
  const role = found && actingRole(actor, found.role);
  ensureMay(role, 'get');
  const mailbox = await mailboxes.lock(id);
  if (!found || mailbox?.mailDomainId !== found.mailDomain.id) {
    throw new DomainError('mailbox.not_found', 'No such mailbox');
  }
  ensureMayNow(actor, { mailDomain: found.mailDomain, role }, mailbox, action);
  return { mailDomain: found.mailDomain, mailbox };
}

/**
 * Refuses an action on a mailbox of a domain that the actor's role, or the state of the mailbox, does not allow.
 *
 * @throws DomainError `mailbox.action_forbidden`, and those of `ensurePossible`
 */
export function ensureMayNow(
  { email }: Pick<Actor, 'email'>,
  { mailDomain, role }: Readonly<{ mailDomain: MailDomain; role: MailDomainRole | undefined }>,
  mailbox: Mailbox,
  action: MailboxAction,
): void {
  ensureMayOnMailbox(role, isOwnMailbox(mailbox, mailDomain.name, email), action);
  ensureNotForOneself(action, mailbox, mailDomain, email);
  ensurePossible(action, mailbox, mailDomain);
}

/**
 * Refuses a name that another mailbox of the domain has: the provisioner would refuse it.
 *
 * @throws DomainError `mailbox.name_taken` for the same first and last name, `mailbox.display_name_taken` for different
 *   names with the same display name (params: `holder`, the address)
 */
export async function ensureNameIsFree(
  { mailboxes }: Pick<Stores, 'mailboxes'>,
  mailbox: Mailbox,
  { name }: MailDomain,
): Promise<void> {
  const namesake = await mailboxes.findNamesake(mailbox);
  // For a mailbox of the same address, the error is about the address, not the name.
  if (!namesake || namesake.localPart === mailbox.localPart) return;
  const params = { holder: `${namesake.localPart}@${name}` };
  const code = hasSameNames(namesake, mailbox) ? 'mailbox.name_taken' : 'mailbox.display_name_taken';
  throw new DomainError(code, 'The domain has this name', { params });
}
