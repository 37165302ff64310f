import type { AuthenticatorKind } from '../../domain/identity/authenticator.ts';
import type { PasswordLinkPurpose } from '../../domain/identity/password-link.ts';

/**
 * Contents of mails: those of contract/rest-api.md section 4, and those about claims and accounts. Links are absolute
 * URLs.
 */
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
  /** `endsOn`: the earliest day of its end, `YYYY-MM-DD`, UTC. */
  | {
      readonly kind: 'mail_domain_ending';
      readonly domain: string;
      readonly endsOn: string;
      readonly link: string;
    }
  /**
   * `password` is present only when the installation chose to send passwords. Links lead to a page of ours (`pageLink`;
   * `shows`: what the page offers), or straight to the webmail (`loginLink`) where the installation chose that.
   */
  | {
      readonly kind: 'mailbox_created';
      readonly address: string;
      readonly loginLink: string;
      readonly password?: string;
    }
  | {
      readonly kind: 'mailbox_created';
      readonly address: string;
      readonly pageLink: string;
      readonly shows: 'login' | 'login_and_password';
    }
  | {
      readonly kind: 'password_reset';
      readonly address: string;
      readonly password: string;
      readonly link: string;
    }
  | { readonly kind: 'password_reset' | 'login_link'; readonly address: string; readonly pageLink: string }
  | { readonly kind: 'login_link'; readonly address: string; readonly loginLink: string }
  /** To the owner of a mailbox, who chooses the password of their identity with it, once. */
  | {
      readonly kind: 'password_link';
      readonly address: string;
      readonly purpose: Exclude<PasswordLinkPurpose, 'handed_over'>;
      readonly passwordLink: string;
    }
  /** To the owner of a mailbox whose identity has another password; `link`: where a forgotten one is replaced. */
  | { readonly kind: 'password_changed'; readonly address: string; readonly link: string }
  /** To the secondary address of a mailbox, whose owner adds a first factor to their identity. Soon of no use. */
  | { readonly kind: 'enrolment_code'; readonly address: string; readonly enrolmentCode: string }
  /** To the address of an account after a sign-in under a new `sub`. */
  | { readonly kind: 'account_recognized'; readonly address: string; readonly link: string }
  /** To the address outside of a mailbox, when somebody has tried too many passwords at the mailbox's own. */
  | { readonly kind: 'mailbox_sign_in_warning'; readonly address: string }
  /** To the owner of a mailbox whose second factor is another now; `link`: where they see which they have. */
  | {
      readonly kind: 'second_factor_changed';
      readonly change: 'added' | 'removed';
      readonly factor: AuthenticatorKind;
      readonly address: string;
      readonly link: string;
    }
  /** `left`: how many codes are left. */
  | {
      readonly kind: 'recovery_code_used';
      readonly address: string;
      readonly left: string;
      readonly link: string;
    }
  | { readonly kind: 'recovery_codes_renewed'; readonly address: string; readonly link: string }
  /** Somebody has the password of the mailbox, and tries codes. */
  | { readonly kind: 'second_factor_guessed'; readonly address: string }
  /** To the owner of a mailbox without second factor, before `requiredFrom`, `YYYY-MM-DD`; `link`: where they add one. */
  | {
      readonly kind: 'second_factor_required';
      readonly address: string;
      readonly requiredFrom: string;
      readonly link: string;
    }
  /** To the owners and administrators of a domain; without `requiredFrom`: it requires none any more. */
  | {
      readonly kind: 'second_factor_date_changed';
      readonly domain: string;
      readonly requiredFrom?: string;
      readonly link: string;
    }
  /** To the owner of a mailbox, at both addresses. */
  | {
      readonly kind: 'factor_reset';
      readonly address: string;
      readonly step: 'requested' | 'done' | 'cancelled';
    }
  /** To those who look after the domain of the mailbox. */
  | {
      readonly kind: 'factor_reset_of_domain';
      readonly address: string;
      readonly step: 'requested' | 'done' | 'cancelled';
      readonly link: string;
    }
  /** To the owner of a mailbox, at both addresses. */
  | { readonly kind: 'enrolment_link_issued'; readonly address: string }
  /** A passkey was refused of which there seems to be a copy. */
  | { readonly kind: 'passkey_cloned'; readonly address: string; readonly link: string }
  | {
      readonly kind: `organization_claim_${'received' | 'approved' | 'rejected' | 'superseded'}`;
      readonly organization: string;
      readonly link: string;
    }
  /** To the staff who decide. `claimant`: name and address; `reason`: in the claimant's words. */
  | {
      readonly kind: 'organization_claim_filed';
      readonly organization: string;
      readonly claimant: string;
      readonly reason: string;
      readonly link: string;
    };

/** Every kind of mail, for the checks that each has a template. Omitting a kind does not compile. */
export const MAIL_KINDS: Readonly<Record<MailContent['kind'], true>> = {
  team_invitation: true,
  mail_domain_invitation: true,
  mail_domain_enabled: true,
  mail_domain_action_required: true,
  mail_domain_failed: true,
  mail_domain_ending: true,
  mailbox_created: true,
  password_reset: true,
  login_link: true,
  password_link: true,
  password_changed: true,
  enrolment_code: true,
  account_recognized: true,
  mailbox_sign_in_warning: true,
  second_factor_changed: true,
  recovery_code_used: true,
  recovery_codes_renewed: true,
  second_factor_guessed: true,
  passkey_cloned: true,
  second_factor_required: true,
  second_factor_date_changed: true,
  factor_reset: true,
  factor_reset_of_domain: true,
  enrolment_link_issued: true,
  organization_claim_received: true,
  organization_claim_approved: true,
  organization_claim_rejected: true,
  organization_claim_superseded: true,
  organization_claim_filed: true,
};
