import type {
  MailDomainAccess,
  MailDomainRole,
  MailDomainStanding,
} from '../../domain/mail-domain/mail-domain-access.ts';
import type { MailDomainAccessId, MailDomainId, OrganizationId, UserId } from '../../domain/shared/ids.ts';
import type { ListedUserView } from '../people/user-queries.ts';
import type { Page, PageRequest } from '../shared/page.ts';
import type { Searched } from '../shared/searched.ts';

/** An access and its person. */
export type MailDomainAccessView = MailDomainAccess & {
  readonly user: Readonly<{ id: UserId; email: string | null; name: string | null }>;
};

export type MailDomainAccessOrderField = 'created_at' | 'role' | 'user__email' | 'user__name';

/** Which accesses to a domain are listed. */
export type MailDomainAccessFilter = Readonly<{
  /** In the person's name or e-mail, ignoring case and accents; absent for all. */
  search?: Searched | undefined;
  /** All roles when absent. */
  roles?: readonly MailDomainRole[] | undefined;
}>;

/** A search among people who have no access to a domain yet. */
export type AvailableUserFilter = Readonly<{
  organizationId: OrganizationId;
  /** In a name or an e-mail, ignoring case and accents; empty for all. */
  search: Searched;
  limit: number;
  /** People to skip; 0 when absent. */
  offset?: number;
}>;

/** One round trip each. */
export interface MailDomainAccessQueries {
  /** A person's standing in the domain of that slug; undefined when there is none. */
  standing(
    slug: string,
    userId: UserId,
  ): Promise<(MailDomainStanding & { readonly mailDomainId: MailDomainId }) | undefined>;
  page(
    mailDomainId: MailDomainId,
    filter: MailDomainAccessFilter,
    request: PageRequest<MailDomainAccessOrderField>,
  ): Promise<Page<MailDomainAccessView>>;
  find(mailDomainId: MailDomainId, id: MailDomainAccessId): Promise<MailDomainAccessView | undefined>;
  /** The active people of an organization without access to the domain, newest first. */
  availableUsers(mailDomainId: MailDomainId, filter: AvailableUserFilter): Promise<readonly ListedUserView[]>;
}
