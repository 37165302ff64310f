import { EMAIL_MAX_LENGTH, isEmailAddress, isSameEmail } from '../shared/email-address.ts';
import { DomainError } from '../shared/errors.ts';
import type { MailboxId, MailDomainId, UserId } from '../shared/ids.ts';
import { singleLine } from '../shared/single-line-text.ts';
import { isLongerThan } from '../shared/text-length.ts';
import { LOCAL_PART_MAX_LENGTH, LONGEST_DELIVERED, MAILBOX_NAME_MAX_LENGTH } from './mailbox-bounds.ts';
import { type Provisioned, type ProvisioningState, toBeCreated } from './provisioning.ts';

export { LOCAL_PART_MAX_LENGTH, MAILBOX_NAME_MAX_LENGTH };

/** `functional`: of no particular person, such as a shared mailbox; its names may be empty. */
export const MAILBOX_KINDS = ['personal', 'functional'] as const;
export type MailboxKind = (typeof MAILBOX_KINDS)[number];

/** The members of a mailbox that people write. */
export type MailboxDetails = Readonly<{
  kind: MailboxKind;
  firstName: string;
  lastName: string;
  /** Lower case; unique in the domain. */
  localPart: string;
  secondaryEmail: string | null;
}>;

/** The details that a request for a new mailbox may omit. */
const DEFAULTS = { kind: 'personal', secondaryEmail: null } as const satisfies Partial<MailboxDetails>;

/** The details of a new mailbox; those omitted have defaults. */
export type NewMailboxDetails = Omit<MailboxDetails, keyof typeof DEFAULTS> & Partial<MailboxDetails>;

/** The details that may change. */
export type MailboxEdits = Omit<MailboxDetails, 'kind' | 'localPart'>;

/** The details that may change, after an edit; omitted or undefined members keep their value. */
export const editedDetails = (
  before: MailboxEdits,
  {
    firstName = before.firstName,
    lastName = before.lastName,
    secondaryEmail = before.secondaryEmail,
  }: { readonly [Member in keyof MailboxEdits]?: MailboxEdits[Member] | undefined },
): MailboxEdits => ({ firstName, lastName, secondaryEmail });

/**
 * Refuses to change details that somebody else has changed since they were seen.
 *
 * @throws DomainError `mailbox.changed_meanwhile` (params: `fields`, those that differ)
 */
export function ensureAsSeen(current: MailboxEdits, seen: MailboxEdits): void {
  const fields = (['firstName', 'lastName', 'secondaryEmail'] as const).filter(
    // What was seen came back as a text that somebody wrote; what was stored long ago may be spelled in another way.
    (field) => singleLine(current[field] ?? '') !== singleLine(seen[field] ?? ''),
  );
  if (fields.length === 0) return;
  throw new DomainError('mailbox.changed_meanwhile', 'The mailbox has been changed since it was seen', {
    params: { fields: fields.join(', ') },
  });
}

/** The details of a mailbox without its other members. */
export const detailsOf = ({
  kind,
  firstName,
  lastName,
  localPart,
  secondaryEmail,
}: MailboxDetails): MailboxDetails => ({ kind, firstName, lastName, localPart, secondaryEmail });

type Origin = Readonly<{
  id: MailboxId;
  mailDomainId: MailDomainId;
  /** Who requested the mailbox: mails about it are written in that person's language. */
  issuerId: UserId | null;
  createdAt: Date;
}>;

/** A mailbox; `Provisioned` is its state at the provisioner. */
export type Mailbox = MailboxDetails &
  Origin &
  Provisioned &
  Readonly<{
    /** Hash of the password from the provisioner; null when it is not known here. */
    passwordHash: string | null;
    /** When its owner last signed in with that password. */
    lastLoginAt: Date | null;
    /** When its owner was last told that somebody tries passwords at the address. */
    signInWarnedAt: Date | null;
    /** When its owner wrote the secondary address; null when somebody else did, such as an administrator. */
    secondaryEmailByOwnerAt: Date | null;
    updatedAt: Date;
  }>;

/** A mailbox in one of these states. */
export type MailboxIn<State extends ProvisioningState> = Extract<
  Mailbox,
  { readonly provisioning: { readonly state: State } }
>;

export const isIn = <State extends ProvisioningState>(
  mailbox: Mailbox,
  ...states: readonly State[]
): mailbox is MailboxIn<State> => states.some((state) => state === mailbox.provisioning.state);

/** A new mailbox: to be created at the provisioner, unless it is `provisioned` already. */
export const newMailbox = (
  origin: Origin,
  details: NewMailboxDetails,
  provisioned: Provisioned = toBeCreated(origin.createdAt),
): Mailbox => ({
  ...origin,
  ...DEFAULTS,
  ...details,
  ...provisioned,
  passwordHash: null,
  lastLoginAt: null,
  signInWarnedAt: null,
  secondaryEmailByOwnerAt: null,
  updatedAt: origin.createdAt,
});

/**
 * When the secondary address of a mailbox was written by its owner, after a change of the details.
 *
 * @param at when the owner makes the change; null when it is made by somebody else
 */
export const writtenByOwnerAt = (
  before: Pick<Mailbox, 'secondaryEmail' | 'secondaryEmailByOwnerAt'>,
  after: Pick<Mailbox, 'secondaryEmail'>,
  at: Date | null,
): Date | null => (before.secondaryEmail === after.secondaryEmail ? before.secondaryEmailByOwnerAt : at);

type Names = Pick<Mailbox, 'firstName' | 'lastName'>;

/** A mailbox's display name in its address book; empty without names, as functional mailboxes may be. */
export const displayNameOf = ({ firstName, lastName }: Names): string => `${firstName} ${lastName}`.trim();

/** Whether both have the same first and last names, ignoring letter case. */
export const hasSameNames = (a: Names, b: Names): boolean =>
  a.firstName.toLowerCase() === b.firstName.toLowerCase() &&
  a.lastName.toLowerCase() === b.lastName.toLowerCase();

const LOCAL_PART = /^[a-z0-9_.-]+$/;

/** The full address of a local part in the domain `domainName`. */
export const mailboxAddress = (localPart: string, domainName: string): string => `${localPart}@${domainName}`;

/** Whether a lower-case local part is valid for a mailbox of the domain `domainName`. */
export const isMailboxLocalPart = (localPart: string, domainName: string): boolean =>
  !isLongerThan(localPart, LOCAL_PART_MAX_LENGTH) &&
  LOCAL_PART.test(localPart) &&
  !isLongerThan(mailboxAddress(localPart, domainName), EMAIL_MAX_LENGTH) &&
  isEmailAddress(mailboxAddress(localPart, domainName));

/**
 * Why mail servers would refuse mail to a lower-case local part that could be stored; undefined when they take it. Postfix
 * refuses a leading dash (postconf(5), `allow_min_user`). Only what is new is held to it.
 */
export function whyUndeliverable(localPart: string): 'leading_dash' | 'too_long' | undefined {
  if (localPart.startsWith('-')) return 'leading_dash';
  return isLongerThan(localPart, LONGEST_DELIVERED) ? 'too_long' : undefined;
}

/**
 * Checks an address that a person typed for a mailbox of the domain `domainName`, and returns the local part as stored.
 *
 * @throws DomainError `mailbox.invalid_local_part` for other characters than letters, digits, `_.-` or a misplaced dot, and
 *   (params: `reason`) for what mail servers refuse
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
  const reason = whyUndeliverable(localPart);
  if (reason) {
    const message = 'Mail servers refuse such a local part';
    throw new DomainError('mailbox.invalid_local_part', message, { params: { reason } });
  }
  if (written.secondaryEmail !== null && isSameEmail(written.secondaryEmail, address)) {
    throw new DomainError('mailbox.secondary_email_is_itself', 'The secondary e-mail is the mailbox itself');
  }
  return localPart;
}

/** Whether an address, in any spelling, is that of a mailbox of the domain `domainName`. */
export const isAddressOf = (
  { localPart }: Pick<Mailbox, 'localPart'>,
  domainName: string,
  address: string | null,
): boolean => address !== null && isSameEmail(address, mailboxAddress(localPart, domainName));

/** The address for mails about a mailbox; null when there is none outside the mailbox itself. */
export function outsideAddress(
  mailbox: Pick<Mailbox, 'secondaryEmail' | 'localPart'>,
  domainName: string,
): string | null {
  const { secondaryEmail } = mailbox;
  return !secondaryEmail || isAddressOf(mailbox, domainName, secondaryEmail) ? null : secondaryEmail;
}
