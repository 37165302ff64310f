import type { Language } from '../../domain/shared/language.ts';

/** What a mail says: those of contract/rest-api.md section 4, and those about claims. Links are absolute URLs. */
export type MailContent =
  | {
      readonly kind: 'team_invitation';
      readonly team: string;
      readonly role: 'member' | 'administrator' | 'owner';
      readonly link: string;
    }
  | {
      readonly kind: 'mail_domain_invitation';
      readonly domain: string;
      readonly role: 'viewer' | 'administrator' | 'owner';
      readonly link: string;
    }
  | { readonly kind: 'mail_domain_enabled'; readonly domain: string; readonly link: string }
  | { readonly kind: 'mail_domain_action_required'; readonly domain: string; readonly link: string }
  | { readonly kind: 'mail_domain_failed'; readonly domain: string; readonly link: string }
  /** `password` is present only when the installation chose to send passwords. */
  | {
      readonly kind: 'mailbox_created';
      readonly address: string;
      readonly loginLink: string;
      readonly password?: string;
    }
  | {
      readonly kind: 'password_reset';
      readonly address: string;
      readonly password: string;
      readonly link: string;
    }
  | { readonly kind: 'login_link'; readonly address: string; readonly loginLink: string }
  | {
      readonly kind: `organization_claim_${'received' | 'approved' | 'rejected' | 'superseded'}`;
      readonly organization: string;
      readonly link: string;
    }
  /** For those who decide. `claimant`: name and address; `reason`: in the claimant's words. */
  | {
      readonly kind: 'organization_claim_filed';
      readonly organization: string;
      readonly claimant: string;
      readonly reason: string;
      readonly link: string;
    };

export type MailMessage = Readonly<{
  /** Left part of the Message-ID: the same on every attempt, so that a receiver can drop a repetition. */
  id: string;
  to: string;
  language: Language;
  content: MailContent;
}>;

/**
 * Hands mails to a mail server. `send` resolves once the server has taken responsibility for the message.
 *
 * @throws DomainError `mailer.unavailable` when there is no answer or a temporary refusal (4xx): try again later
 * @throws DomainError `mailer.refused` on a definite refusal (5xx): trying again will not help
 */
export interface Mailer {
  send(message: MailMessage): Promise<void>;
}
