import type { Mailbox } from '../../domain/mail/mailbox.ts';
import type { MailboxId, MailDomainId } from '../../domain/shared/ids.ts';
import type { Outbox } from '../ports/outbox.ts';

/** What is asked of the provisioner about one domain is asked in order, one after the other. */
export const mailDomainQueue = (id: MailDomainId): string => `mail_domain:${id}`;

type Target = Readonly<{ id: MailboxId; mailDomainId: MailDomainId }>;

/** Has a pending mailbox created. */
export const queueProvisioning = (outbox: Outbox, { id, mailDomainId }: Target): Promise<void> =>
  outbox.append(
    { name: 'provision_mailbox', mailboxId: id },
    { key: `provision_mailbox:${id}`, queue: mailDomainQueue(mailDomainId) },
  );

/** Has the provisioner asked for what a mailbox still lacks there. */
export const queueSynchronization = (
  outbox: Outbox,
  { id, mailDomainId }: Pick<Mailbox, 'id' | 'mailDomainId'>,
) =>
  outbox.append(
    { name: 'synchronize_mailbox', mailboxId: id },
    { key: `synchronize_mailbox:${id}`, queue: mailDomainQueue(mailDomainId) },
  );
