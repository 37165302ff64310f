import { z } from 'zod';
import type { ListedMailbox, MailboxView } from '../../../application/mailbox/mailbox-queries.ts';
import { LOCAL_PART_MAX_LENGTH, MAILBOX_NAME_MAX_LENGTH } from '../../../domain/mailbox/mailbox.ts';
import { isStepWanted } from '../../../domain/mailbox/mailbox-change.ts';
import { changeOf, MAILBOX_STATUSES } from '../../../domain/mailbox/provisioning.ts';
import { EMAIL_MAX_LENGTH } from '../../../domain/shared/email-address.ts';
import { charField } from '../wire/char-field.ts';

const secondaryEmail = charField({
  max: EMAIL_MAX_LENGTH,
  email: true,
  optional: true,
  allowNull: true,
  allowBlank: true,
  description: 'Where login links and passwords go',
});
export const creationBody = z
  .object({
    first_name: charField({ max: MAILBOX_NAME_MAX_LENGTH }),
    last_name: charField({ max: MAILBOX_NAME_MAX_LENGTH }),
    local_part: charField({ max: LOCAL_PART_MAX_LENGTH, description: 'What stands before the @' }),
    secondary_email: secondaryEmail,
  })
  .meta({ id: 'MailboxCreation' });

const nameField = (optional: boolean) => charField({ max: MAILBOX_NAME_MAX_LENGTH, optional });
export const updateBody = z
  .object({ first_name: nameField(false), last_name: nameField(false), secondary_email: secondaryEmail })
  .meta({ id: 'MailboxUpdate' });
export const partialUpdateBody = z
  .object({ first_name: nameField(true), last_name: nameField(true), secondary_email: secondaryEmail })
  .meta({ id: 'MailboxPartialUpdate' });

/** The details in a body; missing ones are undefined. */
export const editsIn = (body: z.output<typeof partialUpdateBody>) => ({
  firstName: body.first_name,
  lastName: body.last_name,
  secondaryEmail: body.secondary_email,
});

export const detailsIn = (body: z.output<typeof creationBody>) => ({
  firstName: body.first_name,
  lastName: body.last_name,
  localPart: body.local_part,
  secondaryEmail: body.secondary_email ?? null,
});

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

/** A mailbox of contract/rest-api.md 3.12; `pending` also while the provisioner has yet to enable or disable it. */
export const presentListedMailbox = (mailbox: ListedMailbox) => ({
  id: mailbox.id,
  first_name: mailbox.firstName,
  last_name: mailbox.lastName,
  local_part: mailbox.localPart,
  secondary_email: mailbox.secondaryEmail,
  status: mailbox.isSwitched ? 'pending' : mailbox.status,
});

export const presentMailbox = (mailbox: MailboxView) =>
  presentListedMailbox({ ...mailbox, isSwitched: isStepWanted(changeOf(mailbox), 'activation') });
