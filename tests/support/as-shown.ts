import type { ListedMailbox, MailboxView } from '../../src/application/mailbox/mailbox-queries.ts';
import type { ListedUser } from '../../src/application/people/user-queries.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import { isWanted } from '../../src/domain/mailbox/mailbox-change.ts';
import type { Organization } from '../../src/domain/organization/organization.ts';
import type { User } from '../../src/domain/people/user.ts';

/** What lists show of what is stored, and nothing else. */
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

const asShownMailbox = (mailbox: Mailbox) => ({
  id: mailbox.id,
  firstName: mailbox.firstName,
  lastName: mailbox.lastName,
  localPart: mailbox.localPart,
  secondaryEmail: mailbox.secondaryEmail,
  status: mailbox.status,
});

export const asListedMailbox = (mailbox: Mailbox): ListedMailbox => ({
  ...asShownMailbox(mailbox),
  isSwitched: isWanted(mailbox, 'activation'),
});

export const asMailboxView = (mailbox: Mailbox): MailboxView => ({
  ...asShownMailbox(mailbox),
  kind: mailbox.kind,
  provisioningStartedAt: mailbox.provisioningStartedAt,
  provisioningFailure: mailbox.provisioningFailure,
  isNeverCreated: mailbox.isNeverCreated,
  change: mailbox.change,
  changeFailure: mailbox.changeFailure,
  createdAt: mailbox.createdAt,
  updatedAt: mailbox.updatedAt,
});
