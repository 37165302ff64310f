import type { MailDomain, MailDomainStatus } from '../../domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../domain/mail-domain/mail-domain-access.ts';
import type { OrganizationId, UserId } from '../../domain/shared/ids.ts';
import type { Page, PageRequest } from '../shared/page.ts';
import type { MailDomainOrderField } from './mail-domain-queries.ts';

/** Somebody who may change what is in a domain. */
export type MailDomainManager = Readonly<{
  id: UserId;
  name: string | null;
  email: string | null;
  role: Exclude<MailDomainRole, 'viewer'>;
}>;

/** A domain as those see it who run the installation. */
export type ManagedMailDomain = MailDomain &
  Readonly<{
    organization: Readonly<{ id: OrganizationId; name: string }> | null;
    mailboxCount: number;
    /** Owners first, then administrators, those who have been it for longest first; of very many the first hundred. */
    managers: readonly MailDomainManager[];
  }>;

export type ManagedMailDomainFilter = Readonly<{
  /** Part of the name; letter case and accents do not count, `%` and `_` mean themselves. */
  search?: string | undefined;
  /** Of any of these; of any at all when absent. */
  statuses?: readonly MailDomainStatus[] | undefined;
  organizationId?: OrganizationId | undefined;
}>;

export const MOST_MANAGERS = 100;

/** One round trip a page. */
export interface ManagedMailDomainQueries {
  /** All domains, whoever has an access to them. */
  page(
    filter: ManagedMailDomainFilter,
    request: PageRequest<MailDomainOrderField>,
  ): Promise<Page<ManagedMailDomain>>;
}
