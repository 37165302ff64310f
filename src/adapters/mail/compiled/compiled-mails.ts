// Made by "npm run generate" from the templates folder: change those, not this file.
import type { Language } from '../../../domain/shared/language.ts';
import type { CompiledMail, MailTemplate } from '../mail-template.ts';
import { TEAM_INVITATION } from './team-invitation.ts';
import { MAIL_DOMAIN_INVITATION } from './mail-domain-invitation.ts';
import { MAIL_DOMAIN_ENABLED } from './mail-domain-enabled.ts';
import { MAIL_DOMAIN_ACTION_REQUIRED } from './mail-domain-action-required.ts';
import { MAIL_DOMAIN_FAILED } from './mail-domain-failed.ts';
import { MAILBOX_CREATED } from './mailbox-created.ts';
import { MAILBOX_CREATED_WITH_PASSWORD } from './mailbox-created-with-password.ts';
import { PASSWORD_RESET } from './password-reset.ts';
import { LOGIN_LINK } from './login-link.ts';
import { ACCOUNT_RECOGNIZED } from './account-recognized.ts';
import { ORGANIZATION_CLAIM_RECEIVED } from './organization-claim-received.ts';
import { ORGANIZATION_CLAIM_APPROVED } from './organization-claim-approved.ts';
import { ORGANIZATION_CLAIM_REJECTED } from './organization-claim-rejected.ts';
import { ORGANIZATION_CLAIM_SUPERSEDED } from './organization-claim-superseded.ts';
import { ORGANIZATION_CLAIM_FILED } from './organization-claim-filed.ts';

export const COMPILED_MAILS: Readonly<Record<MailTemplate, Readonly<Record<Language, CompiledMail>>>> = {
  team_invitation: TEAM_INVITATION,
  mail_domain_invitation: MAIL_DOMAIN_INVITATION,
  mail_domain_enabled: MAIL_DOMAIN_ENABLED,
  mail_domain_action_required: MAIL_DOMAIN_ACTION_REQUIRED,
  mail_domain_failed: MAIL_DOMAIN_FAILED,
  mailbox_created: MAILBOX_CREATED,
  mailbox_created_with_password: MAILBOX_CREATED_WITH_PASSWORD,
  password_reset: PASSWORD_RESET,
  login_link: LOGIN_LINK,
  account_recognized: ACCOUNT_RECOGNIZED,
  organization_claim_received: ORGANIZATION_CLAIM_RECEIVED,
  organization_claim_approved: ORGANIZATION_CLAIM_APPROVED,
  organization_claim_rejected: ORGANIZATION_CLAIM_REJECTED,
  organization_claim_superseded: ORGANIZATION_CLAIM_SUPERSEDED,
  organization_claim_filed: ORGANIZATION_CLAIM_FILED,
};
