import type { TFunction } from 'i18next';

/** Actions of the journal about a mailbox that have words. */
const KNOWN = [
  'created',
  'updated',
  'provisioned',
  'provisioning_failed',
  'enabled',
  'disabled',
  'password_reset',
  'login_link_sent',
  'change_withdrawn',
  'opened_by_link',
  'password_shown',
  'password_link_issued',
  'password_changed',
  'enrolment_link_issued',
  'enrolment_link_used',
  'enrolment_code_sent',
  'enrolment_code_refused',
  'enrolment_proven',
  'factor_reset_requested',
  'factor_reset_cancelled',
  'factors_reset',
  'imported',
  'deleted',
  'authenticated',
  'signed_in',
  'sign_in_refused',
  'sign_in_locked',
  'factor_verified',
  'factor_refused',
  'factor_guessed',
  'factor_cloned',
  'factor_added',
  'factor_renamed',
  'factor_removed',
  'recovery_code_used',
  'recovery_codes_renewed',
  'signed_out',
  'sessions_ended',
] as const;

/** Actions on many mailboxes of a domain, this one among them. */
const OF_MANY = {
  'mail_domain.mailboxes_changed': 'domains.history.mailboxesChanged',
  'mail_domain.differences_settled': 'domains.history.differencesSettled',
} as const;

/** What an entry of the journal says; one that has no words yet is its code. */
export function historyText(t: TFunction, action: string): string {
  const known = KNOWN.find((name) => `mailbox.${name}` === action);
  if (known !== undefined) return t(`mailboxes.history.${known}`);
  const ofMany = Object.entries(OF_MANY).find(([code]) => code === action);
  return ofMany === undefined ? action : t(ofMany[1]);
}
