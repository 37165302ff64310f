import type { ListedMailbox, MailboxView } from '../../src/application/mailbox/mailbox-queries.ts';
import type { ListedUser } from '../../src/application/people/user-queries.ts';
import { editedDetails, type Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import { isStepWanted } from '../../src/domain/mailbox/mailbox-change.ts';
import { changeOf } from '../../src/domain/mailbox/provisioning.ts';
import type { Organization } from '../../src/domain/organization/organization.ts';
import type { User } from '../../src/domain/people/user.ts';

/** A user as lists show them, without other members. */
export const asListedUser = (user: User): ListedUser => ({
  id: user.id,
  email: user.email,
  emailVerified: user.emailVerified,
  name: user.name,
  language: user.language,
  timezone: user.timezone,
  isDevice: user.isDevice,
  isStaff: user.isStaff,
});

export const asShownOrganization = ({ id, name, registrationIds }: Organization) => ({
  id,
  name,
  registrationIds,
});

export const asListedMailbox = (mailbox: Mailbox): ListedMailbox => {
  const { id, localPart, status } = mailbox;
  const isSwitched = isStepWanted(changeOf(mailbox), 'activation');
  return { ...editedDetails(mailbox, {}), id, localPart, status, isSwitched };
};

export const asMailboxView = ({
  mailDomainId: _domain,
  passwordHash: _hash,
  lastLoginAt: _login,
  signInWarnedAt: _warned,
  secondaryEmailByOwnerAt: _written,
  issuerId: _issuer,
  ...mailbox
}: Mailbox): MailboxView => mailbox;
