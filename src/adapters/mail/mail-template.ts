import type { MailContent } from '../../application/notification/mailer.ts';

/**
 * Our mails and the variables that each one shows. A kind of mail has at least one template of its own name;
 * adding a kind does not compile until it is listed here and has its texts.
 */
export const TEMPLATE_VARIABLES = {
  team_invitation: ['team', 'role', 'roleMeaning', 'link'],
  mail_domain_invitation: ['domain', 'role', 'roleMeaning', 'link'],
  mail_domain_enabled: ['domain', 'link'],
  mail_domain_action_required: ['domain', 'link'],
  mail_domain_failed: ['domain', 'link'],
  mailbox_created: ['address', 'link'],
  mailbox_created_with_password: ['address', 'password', 'link'],
  password_reset: ['address', 'password', 'link'],
  login_link: ['address', 'link'],
  account_recognized: ['address', 'link'],
  organization_claim_received: ['organization', 'link'],
  organization_claim_approved: ['organization', 'link'],
  organization_claim_rejected: ['organization', 'link'],
  organization_claim_superseded: ['organization', 'link'],
  organization_claim_filed: ['organization', 'claimant', 'reason', 'link'],
} as const satisfies Record<MailContent['kind'] | 'mailbox_created_with_password', readonly string[]>;

export type MailTemplate = keyof typeof TEMPLATE_VARIABLES;
export type MailVariable<T extends MailTemplate> = (typeof TEMPLATE_VARIABLES)[T][number];

/** A mail in one language, complete but for its variables, which stand between double braces. */
export type CompiledMail = Readonly<{ subject: string; html: string; text: string }>;
