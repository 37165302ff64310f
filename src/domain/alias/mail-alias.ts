import type { MailDomainStatus } from '../mail-domain/mail-domain.ts';
import { mailboxAddress, whyUndeliverable } from '../mailbox/mailbox.ts';
import { isEmailAddress } from '../shared/email-address.ts';
import { DomainError } from '../shared/errors.ts';
import type { MailAliasId, MailDomainId } from '../shared/ids.ts';
import { isLongerThan } from '../shared/text-length.ts';

/**
 * Mail to `localPart` of the domain goes to `destination`. Several aliases may share a local part, also with a mailbox.
 */
export type MailAlias = Readonly<{
  id: MailAliasId;
  mailDomainId: MailDomainId;
  /** In lower case, unless the alias was taken over from the reference. */
  localPart: string;
  /** An e-mail address, or an address at `localhost` or `devnull`, in the one spelling of addresses. */
  destination: string;
  createdAt: Date;
  updatedAt: Date;
}>;

/** Longest local part that is accepted (D66), in characters; requests may hold longer ones. */
const LONGEST_TAKEN = 64;

/** Domains without a dot that mail may be sent to: the mail server itself, and the domain that discards mail. */
const LOCAL_DOMAINS = ['localhost', 'devnull'];
const LOCAL_PART = /^[a-z0-9_.-]+$/;

/** Whether mail can be sent to the address `text`. */
export function isDestination(text: string): boolean {
  const [domain = ''] = text.split('@').slice(-1);
  const isLocal = LOCAL_DOMAINS.includes(domain.toLowerCase());
  return isEmailAddress(isLocal ? `${text}.example` : text);
}

/** Whether a lower-case local part may be that of an alias of the domain called `domainName` (D66). */
export const isAliasLocalPart = (localPart: string, domainName: string): boolean =>
  !isLongerThan(localPart, LONGEST_TAKEN) &&
  LOCAL_PART.test(localPart) &&
  isEmailAddress(mailboxAddress(localPart, domainName));

/**
 * The local part as stored.
 *
 * @throws DomainError `alias.invalid_local_part`, by the rules of mailboxes (params: `reason`, of what mail servers refuse)
 */
export function parseAliasLocalPart(written: string, domainName: string): string {
  const localPart = written.toLowerCase();
  const reason = whyUndeliverable(localPart);
  if (!reason && isAliasLocalPart(localPart, domainName)) return localPart;
  const params = reason ? { reason } : {};
  throw new DomainError('alias.invalid_local_part', 'Not a local part', { params });
}

/** Whether aliases of a domain can be made. */
export const takesAliases = ({ status }: { readonly status: MailDomainStatus }): boolean =>
  status === 'enabled';

/** @throws DomainError `alias.domain_not_enabled` */
export function ensureTakesAliases(mailDomain: { readonly status: MailDomainStatus }): void {
  if (!takesAliases(mailDomain)) {
    throw new DomainError('alias.domain_not_enabled', 'The domain is not enabled');
  }
}
