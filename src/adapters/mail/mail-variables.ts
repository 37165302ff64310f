import type { MailContent } from '../../application/notification/mailer.ts';
import type { Language } from '../../domain/shared/language.ts';
import type { MailTemplate, MailVariable } from './mail-template.ts';
import { MAIL_DOMAIN_ROLE_WORDING, TEAM_ROLE_WORDING } from './role-wording.ts';

type MailVariables = {
  [T in MailTemplate]: { readonly template: T; readonly values: Readonly<Record<MailVariable<T>, string>> };
}[MailTemplate];

/**
 * The address in its normal form: absolute, http or https, nothing left to escape but `&` and `'`.
 *
 * @throws Error without the address, which may hold a login code
 */
function webAddress(link: string): string {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw new Error('A mail may only link to an absolute http or https address');
  }
  return url.href;
}

/**
 * The layout that shows `content` in `language`, and the values of its variables.
 *
 * @throws Error if a link is not a web address
 */
export function mailVariables(content: MailContent, language: Language): MailVariables {
  switch (content.kind) {
    case 'team_invitation': {
      const { name: role, meaning: roleMeaning } = TEAM_ROLE_WORDING[language][content.role];
      const values = { team: content.team, role, roleMeaning, link: webAddress(content.link) };
      return { template: content.kind, values };
    }
    case 'mail_domain_invitation': {
      const { name: role, meaning: roleMeaning } = MAIL_DOMAIN_ROLE_WORDING[language][content.role];
      const values = { domain: content.domain, role, roleMeaning, link: webAddress(content.link) };
      return { template: content.kind, values };
    }
    case 'mail_domain_enabled':
    case 'mail_domain_action_required':
    case 'mail_domain_failed':
      return {
        template: content.kind,
        values: { domain: content.domain, link: webAddress(content.link) },
      };
    case 'mailbox_created': {
      const values = { address: content.address, link: webAddress(content.loginLink) };
      return content.password === undefined
        ? { template: 'mailbox_created', values }
        : { template: 'mailbox_created_with_password', values: { ...values, password: content.password } };
    }
    case 'password_reset':
      return {
        template: content.kind,
        values: { address: content.address, password: content.password, link: webAddress(content.link) },
      };
    case 'login_link':
      return {
        template: content.kind,
        values: { address: content.address, link: webAddress(content.loginLink) },
      };
    case 'account_recognized':
      return {
        template: content.kind,
        values: { address: content.address, link: webAddress(content.link) },
      };
    case 'organization_claim_received':
    case 'organization_claim_approved':
    case 'organization_claim_rejected':
    case 'organization_claim_superseded':
      return {
        template: content.kind,
        values: { organization: content.organization, link: webAddress(content.link) },
      };
    case 'organization_claim_filed': {
      const { organization, claimant, reason } = content;
      return {
        template: content.kind,
        values: { organization, claimant, reason, link: webAddress(content.link) },
      };
    }
  }
}
