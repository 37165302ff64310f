import type { MailDomain, MailDomainStatus } from '../../domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../domain/mail-domain/mail-domain-access.ts';
import type { OrganizationId, UserId } from '../../domain/shared/ids.ts';
import type { CursorRequest, Page } from '../shared/page.ts';
import type { Searched } from '../shared/searched.ts';
import type { MailDomainOrderField } from './mail-domain-queries.ts';

/** A person who may change a domain's mailboxes and aliases. */
export type MailDomainManager = Readonly<{
  id: UserId;
  name: string | null;
  email: string | null;
  role: Exclude<MailDomainRole, 'viewer'>;
}>;

/** A domain as staff see it. */
export type ManagedMailDomain = MailDomain &
  Readonly<{
    organization: Readonly<{ id: OrganizationId; name: string }> | null;
    mailboxCount: number;
    /** Owners first, then administrators, each by length of tenure; at most the first hundred. */
    managers: readonly MailDomainManager[];
  }>;

export type ManagedMailDomainFilter = Readonly<{
  /** Part of the name; ignores letter case and accents; `%` and `_` are literal. */
  search?: Searched | undefined;
  /** Any of these statuses; all when absent. */
  statuses?: readonly MailDomainStatus[] | undefined;
  organizationId?: OrganizationId | undefined;
}>;

export const MOST_MANAGERS = 100;

/** One round trip a page. */
export interface ManagedMailDomainQueries {
  /** All domains, for any viewer. */
  page(
    filter: ManagedMailDomainFilter,
    request: CursorRequest<MailDomainOrderField>,
  ): Promise<Page<ManagedMailDomain>>;
}
