import { isMailboxLocalPart, MAILBOX_NAME_MAX_LENGTH, type MailboxKind } from '../mailbox/mailbox.ts';
import { asciiDomainName } from '../shared/domain-name.ts';
import { problemsOfLine, singleLine } from '../shared/single-line-text.ts';
import { isLongerThan } from '../shared/text-length.ts';

/** A mailbox as the provisioner lists it; names are null when it stores none, `isActive` when it does not know. */
export type ListedMailbox = Readonly<{
  email: string;
  kind: MailboxKind;
  firstName: string | null;
  lastName: string | null;
  isActive: boolean | null;
}>;

/** Why a listed mailbox or alias is not imported. */
export const SKIP_REASONS = [
  /** Its row is incomplete, or has no readable address. */
  'unreadable',
  /** Another row contradicts it about the same address. */
  'contradictory',
  'other_domain',
  'technical',
  /** It is not a valid address. */
  'invalid_address',
  'invalid_local_part',
  'invalid_destination',
  /** It contains characters that no name of ours may, such as a line break. */
  'invalid_name',
  'name_too_long',
  'name_taken',
  /** A mailbox of ours was to be created at this address, and the listed one, not known to be ours, was there. */
  'address_exists',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** The members of a listed mailbox that we store, in our own form. */
export type TakenMailbox = Readonly<{
  localPart: string;
  kind: MailboxKind;
  firstName: string;
  lastName: string;
  isActive: boolean | null;
}>;

export type ListedMailboxVerdict =
  | { readonly verdict: 'take'; readonly mailbox: TakenMailbox }
  | { readonly verdict: 'skip'; readonly reason: SkipReason };

/** Accounts that the provisioner creates for itself in each domain. */
const TECHNICAL_LOCAL_PARTS: ReadonlySet<string> = new Set(['oxadmin']);

const skip = (reason: SkipReason): ListedMailboxVerdict => ({ verdict: 'skip', reason });

/**
 * Whether a listed mailbox can be imported into the domain `domainName` (contract/dimail.md 8, import rules; deviation
 * D12). Excluded are addresses of other domains that share the address book, technical accounts, and addresses that are
 * not valid here.
 */
export function judgeListedMailbox(listed: ListedMailbox, domainName: string): ListedMailboxVerdict {
  const at = listed.email.lastIndexOf('@');
  const localPart = listed.email.slice(0, Math.max(0, at)).toLowerCase();
  if (asciiDomainName(listed.email.slice(at + 1)) !== domainName) return skip('other_domain');
  if (TECHNICAL_LOCAL_PARTS.has(localPart)) return skip('technical');
  if (!isMailboxLocalPart(localPart, domainName)) return skip('invalid_local_part');
  const firstName = singleLine(listed.firstName ?? '');
  const lastName = singleLine(listed.lastName ?? '');
  if (problemsOfLine(firstName + lastName).length > 0) return skip('invalid_name');
  if ([firstName, lastName].some((name) => isLongerThan(name, MAILBOX_NAME_MAX_LENGTH))) {
    return skip('name_too_long');
  }
  const { kind, isActive } = listed;
  return { verdict: 'take', mailbox: { localPart, kind, firstName, lastName, isActive } };
}
