/** Whether the owner of a mailbox (alias `m`) has a second factor. */
export const IS_ENROLLED = 'EXISTS (SELECT FROM authenticator a WHERE a.mailbox_id = m.id)';

/** The condition of enabled mailboxes (alias `m`) of the domain whose id is at that place, whose owners have no second factor. */
export const unenrolledOf = (mailDomainId: string): string =>
  `m.mail_domain_id = ${mailDomainId} AND m.status = 'enabled' AND NOT ${IS_ENROLLED}`;
