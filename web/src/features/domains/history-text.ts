import type { TFunction } from 'i18next';

/** Actions of the journal about a mail domain that have words. */
const KNOWN = {
  'mail_domain.created': 'domains.history.created',
  'mail_domain.registered': 'domains.history.registered',
  'mail_domain.registration_refused': 'domains.history.registrationRefused',
  'mail_domain.status_changed': 'domains.history.statusChanged',
  'mail_domain.updated': 'domains.history.updated',
  'mail_domain.mailboxes_changed': 'domains.history.mailboxesChanged',
  'mail_domain.differences_settled': 'domains.history.differencesSettled',
  'mail_domain.end_announced': 'domains.history.endAnnounced',
  'mail_domain_access.granted': 'domains.history.accessGranted',
  'mail_domain_access.role_changed': 'domains.history.roleChanged',
  'mail_domain_access.revoked': 'domains.history.accessRevoked',
  'mail_domain_invitation.sent': 'domains.history.invited',
  'mail_domain_invitation.refreshed': 'domains.history.invitationRefreshed',
  'mail_domain_invitation.withdrawn': 'domains.history.invitationWithdrawn',
  'mail_domain_invitation.accepted': 'domains.history.invitationAccepted',
  'mail_domain_invitation.declined': 'domains.history.invitationDeclined',
} as const;

/** What an entry of the journal says; one that has no words yet is its code. */
export function historyText(t: TFunction, action: string): string {
  const known = Object.entries(KNOWN).find(([code]) => code === action);
  return known === undefined ? action : t(known[1]);
}
