import { emailDomain } from '../shared/email-address.ts';
import type { MailDomain } from './mail-domain.ts';

/** `support_inside_domain`: nobody hears at the support address that the domain itself does not work. */
export type MailDomainWarning = 'support_inside_domain';

export const mailDomainWarnings = ({
  name,
  supportEmail,
}: Pick<MailDomain, 'name' | 'supportEmail'>): readonly MailDomainWarning[] =>
  emailDomain(supportEmail) === name ? ['support_inside_domain'] : [];
