import { asciiDomainName } from '../mail-domain/mail-domain-name.ts';
import { isMailboxLocalPart, MAILBOX_NAME_MAX_LENGTH, type MailboxKind } from '../mailbox/mailbox.ts';
import { isLongerThan } from '../shared/text-length.ts';

/** A mailbox as the provisioner lists it; names are null when it keeps none, `isActive` when it does not know. */
export type ListedMailbox = Readonly<{
  email: string;
  kind: MailboxKind;
  firstName: string | null;
  lastName: string | null;
  isActive: boolean | null;
}>;

/** Why a listed mailbox or alias is left where it is. */
export const SKIP_REASONS = [
  /** Its row does not say what it should, or which address it is about. */
  'unreadable',
  /** Another row says something else of the same address. */
  'contradictory',
  'other_domain',
  'technical',
  /** It is written as no address is. */
  'invalid_address',
  'invalid_local_part',
  'invalid_destination',
  /** It holds what no text of ours can. */
  'invalid_name',
  'name_too_long',
  'name_taken',
  /** One of ours was to be made at this address, and this one, which is not known to be ours, was there. */
  'address_exists',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** What we keep of a listed mailbox, in the form of our own. */
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

/** What no text can hold that is stored (a null character), or sent (half a character). */
const NOT_STORABLE = /[\0\p{Surrogate}]/u;

/** Accounts that the provisioner keeps for itself in each domain. */
const TECHNICAL_LOCAL_PARTS: ReadonlySet<string> = new Set(['oxadmin']);

const skip = (reason: SkipReason): ListedMailboxVerdict => ({ verdict: 'skip', reason });

/**
 * Whether a listed mailbox can be one of ours in the domain called `domainName` (contract/dimail.md 8, import rules;
 * deviation D12): addresses of other domains that share the address book, technical accounts and addresses that we could
 * not have made are not.
 */
export function judgeListedMailbox(listed: ListedMailbox, domainName: string): ListedMailboxVerdict {
  const at = listed.email.lastIndexOf('@');
  const localPart = listed.email.slice(0, Math.max(0, at)).toLowerCase();
  if (asciiDomainName(listed.email.slice(at + 1)) !== domainName) return skip('other_domain');
  if (TECHNICAL_LOCAL_PARTS.has(localPart)) return skip('technical');
  if (!isMailboxLocalPart(localPart, domainName)) return skip('invalid_local_part');
  const firstName = listed.firstName?.trim() ?? '';
  const lastName = listed.lastName?.trim() ?? '';
  if (NOT_STORABLE.test(firstName + lastName)) return skip('invalid_name');
  if ([firstName, lastName].some((name) => isLongerThan(name, MAILBOX_NAME_MAX_LENGTH))) {
    return skip('name_too_long');
  }
  const { kind, isActive } = listed;
  return { verdict: 'take', mailbox: { localPart, kind, firstName, lastName, isActive } };
}
