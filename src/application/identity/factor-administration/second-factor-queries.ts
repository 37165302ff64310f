import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import type { MailDomainId } from '../../../domain/shared/ids.ts';
import type { CursorRequest, Page } from '../../shared/page.ts';
import type { Searched } from '../../shared/searched.ts';

/** How many of a domain's enabled mailboxes have a second factor, and the date of the domain, if it has one. */
export type SecondFactorCounts = Readonly<{
  requiredFrom: Date | null;
  enrolled: number;
  unenrolled: number;
}>;

/** An enabled mailbox whose owner has no second factor. */
export type UnenrolledMailbox = Pick<
  Mailbox,
  'id' | 'localPart' | 'firstName' | 'lastName' | 'secondaryEmail' | 'lastLoginAt' | 'createdAt'
>;

export type UnenrolledOrderField = 'created_at' | 'last_login_at' | 'last_name' | 'local_part';

export type UnenrolledFilter = Readonly<{
  /** Part of the local part, or of first and last name; ignores letter case and accents; `%` and `_` are literal. */
  search?: Searched | undefined;
}>;

/** One round trip each. */
export interface SecondFactorQueries {
  /** Any domain. */
  findDomain(mailDomainId: MailDomainId): Promise<Pick<MailDomain, 'id' | 'name'> | undefined>;
  count(mailDomainId: MailDomainId): Promise<SecondFactorCounts>;
  pageOfUnenrolled(
    mailDomainId: MailDomainId,
    filter: UnenrolledFilter,
    request: CursorRequest<UnenrolledOrderField>,
  ): Promise<Page<UnenrolledMailbox>>;
}
