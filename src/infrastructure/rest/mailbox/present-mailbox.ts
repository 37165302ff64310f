import { z } from 'zod';
import { MAILBOX_STATUSES, type Mailbox } from '../../../domain/mailbox/mailbox.ts';
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
export const presentMailbox = (mailbox: Mailbox) => ({
  id: mailbox.id,
  first_name: mailbox.firstName,
  last_name: mailbox.lastName,
  local_part: mailbox.localPart,
  secondary_email: mailbox.secondaryEmail,
  status: isWanted(mailbox, 'activation') ? 'pending' : mailbox.status,
});
