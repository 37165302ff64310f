import type { MailDomain } from '../../domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../domain/mail-domain/mail-domain-access.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import type { Page, PageRequest } from '../shared/page.ts';

/** A domain as a person with access sees it. */
export type MailDomainView = MailDomain & { readonly role: MailDomainRole; readonly mailboxCount: number };

/** A domain for those who reach below it: which one it is, and what they are to it. */
export type VisibleMailDomain = Pick<MailDomainView, 'id' | 'name' | 'status' | 'role'>;

export type MailDomainOrderField = 'created_at' | 'name';

export type MailDomainFilter = Readonly<{
  /** Part of the name; letter case and accents do not count, `%` and `_` mean themselves. */
  search?: string | undefined;
}>;

/** Lists of domains: constant cost, one round trip a page. */
export interface MailDomainQueries {
  /** The domains `userId` has an access to. */
  page(
    userId: UserId,
    filter: MailDomainFilter,
    request: PageRequest<MailDomainOrderField>,
  ): Promise<Page<MailDomainView>>;
  findBySlug(userId: UserId, slug: string): Promise<MailDomainView | undefined>;
  /** The same, for what is below the domain. */
  findVisible(userId: UserId, slug: string): Promise<VisibleMailDomain | undefined>;
}
