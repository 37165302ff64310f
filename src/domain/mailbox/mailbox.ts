import { EMAIL_MAX_LENGTH, isEmailAddress, isSameEmail } from '../shared/email-address.ts';
import { DomainError, type ErrorCode } from '../shared/errors.ts';
import type { MailboxId, MailDomainId, UserId } from '../shared/ids.ts';
import { isLongerThan } from '../shared/text-length.ts';
import type { MailboxChange, MailboxChangeFailure, ProvisionerTroubleCode } from './mailbox-wish.ts';

export const MAILBOX_STATUSES = ['pending', 'enabled', 'failed', 'disabled'] as const;
export type MailboxStatus = (typeof MAILBOX_STATUSES)[number];

/** `functional`: nobody's in particular, such as a shared one; its names may be empty. */
export const MAILBOX_KINDS = ['personal', 'functional'] as const;
export type MailboxKind = (typeof MAILBOX_KINDS)[number];

/** Why the provisioner said no: an error code of ours and what its message quotes. */
export type ProvisioningFailure = Readonly<{
  code: Extract<ErrorCode, 'mailbox.address_taken' | 'mailbox.display_name_taken' | 'mailbox.refused'>;
  params: Readonly<Record<string, string>>;
}>;

/** How far the creation of a pending mailbox got. */
export type MailboxCreation = Readonly<{
  /** When it was asked for. */
  since: Date;
  /** How often the provisioner was asked. */
  attempts: number;
  /** Why the latest attempt that is over came to nothing; null when none did. */
  trouble: ProvisionerTroubleCode | null;
  /** It was enabled until the provisioner turned out not to have it: if it has, it is so again. */
  wasEnabled?: true;
}>;

export type Mailbox = Readonly<{
  id: MailboxId;
  mailDomainId: MailDomainId;
  kind: MailboxKind;
  firstName: string;
  lastName: string;
  /** Lower case; unique in the domain. */
  localPart: string;
  secondaryEmail: string | null;
  status: MailboxStatus;
  /** Hash of the password the provisioner gave; null when nobody knows it here. */
  passwordHash: string | null;
  /** Who asked for it: mails about it are written in that person's language. */
  issuerId: UserId | null;
  /** When the latest attempt to create it at the provisioner began; from the first one on it may exist there. */
  provisioningStartedAt: Date | null;
  /**
   * When the provisioner was seen to have no such mailbox, before it was first asked for it: only then what is there
   * after a lost answer, with its names, is known to be this one. Null also when its creation is over.
   */
  notedAbsentAt: Date | null;
  provisioningFailure: ProvisioningFailure | null;
  /** Null also when it was asked for as soon as it was there, and not tried yet. */
  creation: MailboxCreation | null;
  /** Disabled before the provisioner was ever asked for it: enabling it starts its creation. */
  isNeverCreated: boolean;
  /** What the provisioner is still to be asked; null when it has all. */
  change: MailboxChange | null;
  /** Counts requests for changes, so that whoever waits knows whether a failure is that of theirs. */
  changeRevision: number;
  changeFailure: MailboxChangeFailure | null;
  createdAt: Date;
  updatedAt: Date;
}>;

type Names = Pick<Mailbox, 'firstName' | 'lastName'>;

/** What a mailbox is called in its address book; empty for those without names, as functional ones may be. */
export const displayNameOf = ({ firstName, lastName }: Names): string => `${firstName} ${lastName}`.trim();

/** Whether both have the same first and the same last name, whatever the letter case. */
export const hasSameNames = (a: Names, b: Names): boolean =>
  a.firstName.toLowerCase() === b.firstName.toLowerCase() &&
  a.lastName.toLowerCase() === b.lastName.toLowerCase();

export const MAILBOX_NAME_MAX_LENGTH = 200;
export const LOCAL_PART_MAX_LENGTH = 150;
const LOCAL_PART = /^[a-z0-9_.-]+$/;

/** The full address of a local part in the domain called `domainName`. */
export const mailboxAddress = (localPart: string, domainName: string): string => `${localPart}@${domainName}`;

/** Whether a lower-case local part may be that of a mailbox of the domain called `domainName`. */
export const isMailboxLocalPart = (localPart: string, domainName: string): boolean =>
  !isLongerThan(localPart, LOCAL_PART_MAX_LENGTH) &&
  LOCAL_PART.test(localPart) &&
  !isLongerThan(mailboxAddress(localPart, domainName), EMAIL_MAX_LENGTH) &&
  isEmailAddress(mailboxAddress(localPart, domainName));

/**
 * Checks what a person typed for a mailbox of the domain called `domainName` and returns the local part as stored.
 *
 * @throws DomainError `mailbox.invalid_local_part` for other characters than letters, digits, `_.-` or a misplaced dot
 * @throws DomainError `mailbox.secondary_email_is_itself` when the login link would go to the mailbox it opens
 */
export function parseMailboxAddress(
  written: { readonly localPart: string; readonly secondaryEmail: string | null },
  domainName: string,
): string {
  const localPart = written.localPart.toLowerCase();
  const address = mailboxAddress(localPart, domainName);
  if (!isMailboxLocalPart(localPart, domainName)) {
    throw new DomainError('mailbox.invalid_local_part', 'Not a local part');
  }
  if (written.secondaryEmail !== null && isSameEmail(written.secondaryEmail, address)) {
    throw new DomainError('mailbox.secondary_email_is_itself', 'The secondary e-mail is the mailbox itself');
  }
  return localPart;
}

/** Where mails about a mailbox go, unless they would go to itself; null when there is no such address. */
export function outsideAddress(
  { secondaryEmail, localPart }: Pick<Mailbox, 'secondaryEmail' | 'localPart'>,
  domainName: string,
): string | null {
  if (!secondaryEmail || isSameEmail(secondaryEmail, mailboxAddress(localPart, domainName))) return null;
  return secondaryEmail;
}
