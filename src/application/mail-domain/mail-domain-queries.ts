import type { MailDomain, MailDomainStatus } from '../../domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../domain/mail-domain/mail-domain-access.ts';
import type { MailDomainId, UserId } from '../../domain/shared/ids.ts';
import type { Page, PageRequest } from '../shared/page.ts';
import type { Searched } from '../shared/searched.ts';

/** A domain as a person with access sees it. */
export type MailDomainView = MailDomain & { readonly role: MailDomainRole; readonly mailboxCount: number };

/** The members of a domain that requests for its mailboxes and aliases need. */
export type VisibleMailDomain = Pick<MailDomainView, 'id' | 'name' | 'status' | 'role'> &
  Readonly<{
    /** Without one, owners of its mailboxes have no identity here. */
    hasActiveOrganization: boolean;
  }>;

/** A domain that no access leads to. */
export type NamedMailDomain = Omit<VisibleMailDomain, 'role'> & Pick<MailDomain, 'slug'>;

export type MailDomainOrderField = 'created_at' | 'name';

export type MailDomainFilter = Readonly<{
  /** Part of the name; ignores letter case and accents; `%` and `_` are literal. */
  search?: Searched | undefined;
  /** All statuses when absent. */
  statuses?: readonly MailDomainStatus[] | undefined;
}>;

/** Lists of domains: one round trip of constant cost a page. */
export interface MailDomainQueries {
  /** The domains that `userId` has an access to. */
  page(
    userId: UserId,
    filter: MailDomainFilter,
    request: PageRequest<MailDomainOrderField>,
  ): Promise<Page<MailDomainView>>;
  findBySlug(userId: UserId, slug: string): Promise<MailDomainView | undefined>;
  /** The domain of that slug, if `userId` has an access to it, for requests about its mailboxes and aliases. */
  findVisible(userId: UserId, slug: string): Promise<VisibleMailDomain | undefined>;
  /** Any domain, by its slug, or by its name in its one spelling. */
  findNamed(name: string): Promise<NamedMailDomain | undefined>;
  /** Up to `limit` of the domains that `userId` has an access to, those with the oldest accesses first. */
  listVisibleIds(userId: UserId, limit: number): Promise<readonly MailDomainId[]>;
}
