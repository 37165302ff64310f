import { z } from 'zod';
import type { ListedMailbox, MailboxView } from '../../../application/mailbox/mailbox-queries.ts';
import { MAILBOX_STATUSES } from '../../../domain/mailbox/mailbox.ts';
import { isWanted } from '../../../domain/mailbox/mailbox-change.ts';

export const mailboxSchema = z
  .object({
    id: z.uuid(),
    first_name: z.string(),
    last_name: z.string(),
    local_part: z.string(),
    secondary_email: z.string().nullable(),
    status: z.enum(MAILBOX_STATUSES),
  })
  .meta({ id: 'Mailbox' });

/** A mailbox of contract/rest-api.md 3.12; `pending` also while the mail service is yet to switch it on or off. */
export const presentListedMailbox = (mailbox: ListedMailbox) => ({
  id: mailbox.id,
  first_name: mailbox.firstName,
  last_name: mailbox.lastName,
  local_part: mailbox.localPart,
  secondary_email: mailbox.secondaryEmail,
  status: mailbox.isSwitched ? 'pending' : mailbox.status,
});

export const presentMailbox = (mailbox: MailboxView) =>
  presentListedMailbox({ ...mailbox, isSwitched: isWanted(mailbox, 'activation') });
