import { z } from 'zod';
import { EMAIL_MAX_LENGTH, MAIL_DOMAIN_NAME_MAX_LENGTH } from '../../../domain/shared/address-bounds.ts';
import { textInput } from '../procedure/line-input.ts';

/** A mail domain to be created, as far as one sees without the tables of domain names. */
export const mailDomainCreation = z.object({
  name: textInput(MAIL_DOMAIN_NAME_MAX_LENGTH),
  supportEmail: textInput(EMAIL_MAX_LENGTH),
});
