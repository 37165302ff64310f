import { z } from 'zod';
import { LOCAL_PART_MAX_LENGTH, MAILBOX_NAME_MAX_LENGTH } from '../../../domain/mailbox/mailbox-bounds.ts';
import { EMAIL_MAX_LENGTH } from '../../../domain/shared/address-bounds.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import { idInput } from '../procedure/id-input.ts';
import { optionalTextInput, slugInput, textInput } from '../procedure/line-input.ts';

const name = textInput(MAILBOX_NAME_MAX_LENGTH);
const optionalName = z.union([z.literal(''), name]);
/** As far as one sees without the tables of domain names. */
const secondaryEmail = textInput(EMAIL_MAX_LENGTH).nullable();

/** A mailbox to be created. */
export const mailboxCreation = z.object({
  domainSlug: slugInput,
  firstName: name,
  lastName: name,
  localPart: textInput(LOCAL_PART_MAX_LENGTH),
  secondaryEmail: secondaryEmail.default(null),
});

/** Of no particular person, such as a shared mailbox: its names are optional. */
export const functionalMailboxCreation = mailboxCreation.extend({
  firstName: optionalName.default(''),
  lastName: optionalName.default(''),
});

/** A mailbox of a domain. */
export const mailboxKey = z.object({ domainSlug: slugInput, id: idInput<MailboxId>() });

/** What is to change of a mailbox. */
export const mailboxUpdate = mailboxKey.extend({
  firstName: name.optional(),
  lastName: name.optional(),
  secondaryEmail: secondaryEmail.optional(),
  /**
   * The details that the caller saw before: refused (`mailbox.changed_meanwhile`) where somebody has changed one of them
   * since. Not compared when absent.
   */
  seen: z
    .object({
      firstName: optionalTextInput(MAILBOX_NAME_MAX_LENGTH),
      lastName: optionalTextInput(MAILBOX_NAME_MAX_LENGTH),
      secondaryEmail,
    })
    .optional(),
});
