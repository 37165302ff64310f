import type { MailDomain } from '../../domain/mail-domain/mail-domain.ts';
import { type Mailbox, mailboxAddress } from '../../domain/mailbox/mailbox.ts';
import type { MailboxFacts } from '../../domain/provisioning/drift.ts';
import type { Found } from './drift-lines.ts';

/** The finding that the provisioner has a mailbox at the address of ours that is not known to be ours. */
export const addressExists = (
  { firstName, lastName, localPart }: Pick<Mailbox, 'firstName' | 'lastName' | 'localPart'>,
  { name }: Pick<MailDomain, 'name'>,
  there: MailboxFacts | null,
): Found => ({
  address: mailboxAddress(localPart, name),
  finding: 'skipped',
  reason: 'address_exists',
  here: { firstName, lastName, isActive: null },
  there,
});
