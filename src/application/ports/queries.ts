import type { MailDomain } from '../../domain/mail/mail-domain.ts';
import type { MailDomainRole } from '../../domain/mail/mail-domain-access.ts';
import type { Mailbox, MailboxStatus } from '../../domain/mail/mailbox.ts';
import type { Organization } from '../../domain/organization/organization.ts';
import type { OrganizationRole } from '../../domain/organization/organization-access.ts';
import type { ServiceProvider } from '../../domain/service-provider/service-provider.ts';
import type {
  MailboxId,
  MailDomainId,
  OrganizationId,
  ServiceProviderId,
  TeamId,
  UserId,
} from '../../domain/shared/ids.ts';
import type { User } from '../../domain/user/user.ts';

/** `number` counts from 1; `size` is in rows. Text sorts by code point, null as the greatest value. */
export type PageRequest<Field extends string> = Readonly<{
  number: number;
  size: number;
  /** The first field sorts first; the id always comes last, so that pages neither repeat nor lose a row. */
  order: readonly { readonly field: Field; readonly descending: boolean }[];
}>;

/** The rows of one page, and how many rows all pages have. */
export type Page<T> = Readonly<{ total: number; items: readonly T[] }>;

/** A domain as a person with access sees it. */
export type MailDomainView = MailDomain & { readonly role: MailDomainRole; readonly mailboxCount: number };
export type MailDomainOrderField = 'created_at' | 'name';
export type MailDomainFilter = Readonly<{
  /** Part of the name; letter case and accents do not count, `%` and `_` mean themselves. */
  search?: string | undefined;
}>;

/** Lists of domains: constant cost, one statement a page. */
export interface MailDomainQueries {
  /** The domains `userId` has an access to. */
  page(
    userId: UserId,
    filter: MailDomainFilter,
    request: PageRequest<MailDomainOrderField>,
  ): Promise<Page<MailDomainView>>;
  findBySlug(userId: UserId, slug: string): Promise<MailDomainView | undefined>;
}

export type MailboxOrderField =
  | 'created_at'
  | 'id'
  | 'first_name'
  | 'last_name'
  | 'local_part'
  | 'secondary_email'
  | 'status';

export type MailboxFilter = Readonly<{
  /** Part of the local part or of first and last name; compared as names of domains are. */
  search?: string | undefined;
  /** Of any of these; of any at all when absent. */
  statuses?: readonly MailboxStatus[] | undefined;
}>;

/** One statement a page. */
export interface MailboxQueries {
  page(
    mailDomainId: MailDomainId,
    filter: MailboxFilter,
    request: PageRequest<MailboxOrderField>,
  ): Promise<Page<Mailbox>>;
  find(mailDomainId: MailDomainId, id: MailboxId): Promise<Mailbox | undefined>;
}

/** A person, and what decides which parts of the application they see. */
export type PersonView = Readonly<{
  user: User;
  organization: Organization | undefined;
  /** Owner or administrator of some team. */
  managesTeam: boolean;
  /** Has an access to some mail domain. */
  hasMailDomain: boolean;
}>;

/** One statement each. */
export interface PersonQueries {
  find(userId: UserId): Promise<PersonView | undefined>;
}

export type OrganizationView = Readonly<{ organization: Organization; role: OrganizationRole | undefined }>;

/** An organization in the list of all. */
export type ListedOrganization = Organization & {
  /** How many administer it. */
  readonly administrators: number;
};
export type OrganizationOrderField = 'name' | 'created_at';
export type OrganizationFilter = Readonly<{
  /**
   * Part of the name, of a registration id or of a domain; letter case and accents do not count, `%` and `_` mean
   * themselves.
   */
  search?: string | undefined;
  isActive?: boolean | undefined;
  hasAdministrator?: boolean | undefined;
  /** Only those that have one of these domains, in lower case. */
  domainAmong?: readonly string[] | undefined;
}>;

export type StoredRegistrationId = Readonly<{ value: string; organizationId: OrganizationId }>;

/** One statement each, whatever the length. */
export interface OrganizationQueries {
  /** The organization, with the role `userId` has in it; nobody has one in any. */
  find(id: OrganizationId, userId: UserId | null): Promise<OrganizationView | undefined>;
  /** All registration ids of organizations, by organization, each one's in their order. */
  registrationIds(): Promise<readonly StoredRegistrationId[]>;
  /** All e-mail domains of organizations, in no order. */
  domains(): Promise<readonly string[]>;
  /** Organizations, whoever asks. */
  page(
    filter: OrganizationFilter,
    request: PageRequest<OrganizationOrderField>,
  ): Promise<Page<ListedOrganization>>;
}

/** A person in a list, and the organization they are from as such lists show it. */
export type UserView = Readonly<{
  user: User;
  organization: Pick<Organization, 'id' | 'name' | 'registrationIds'> | undefined;
}>;

/** Who looks at people. */
export type Viewer = Readonly<{ userId: UserId; organizationId: OrganizationId | null }>;

export type UserFilter = Readonly<{
  /**
   * Part of the name or of the verified e-mail address; letter case and accents do not count, `%` and `_` mean themselves.
   */
  search?: string | undefined;
  /** Leaves out the members of this team; without effect when the viewer does not see it (contract/rest-api.md D19). */
  notInTeam?: TeamId | undefined;
}>;

export type AccountFilter = Readonly<{
  /** As in `UserFilter`, but an address is found whether it is verified or not. */
  search?: string | undefined;
  organizationId?: OrganizationId | undefined;
  isActive?: boolean | undefined;
  isStaff?: boolean | undefined;
}>;

/** Lists of people: constant cost, one statement a page. */
export interface UserQueries {
  /** The active people of the viewer's organization; without organization, only themselves. */
  page(viewer: Viewer, filter: UserFilter, request: PageRequest<'created_at'>): Promise<Page<UserView>>;
  /** People of every organization and of none, active or not. */
  accounts(filter: AccountFilter, request: PageRequest<'created_at'>): Promise<Page<UserView>>;
  /** Whoever it is, active or not. */
  find(id: UserId): Promise<UserView | undefined>;
  /** The person with this identifier at the OpenID provider, active or not, in one statement. */
  findBySub(sub: string): Promise<User | undefined>;
}

export type ServiceProviderOrderField = 'name' | 'created_at';
export type ServiceProviderFilter = Readonly<{
  /** Part of the name; letter case does not count, accents do, `%` and `_` mean themselves. */
  name?: string | undefined;
  audienceId?: string | undefined;
}>;

/** Service providers; constant cost, one statement a page. */
export interface ServiceProviderQueries {
  /** Those linked to an organization. */
  page(
    organizationId: OrganizationId,
    filter: ServiceProviderFilter,
    request: PageRequest<ServiceProviderOrderField>,
  ): Promise<Page<ServiceProvider>>;
  /**
   * All there are; with `search`, those that have it in their name or audience: letter case and accents do not count,
   * `%` and `_` mean themselves.
   */
  registered(
    search: string | undefined,
    request: PageRequest<ServiceProviderOrderField>,
  ): Promise<Page<ServiceProvider>>;
  find(organizationId: OrganizationId, id: ServiceProviderId): Promise<ServiceProvider | undefined>;
}

/** How much the installation is used. */
export type Statistics = Readonly<{
  users: number;
  /** People who signed in at or after the instant given. */
  recentUsers: number;
  teams: number;
  enabledMailDomains: number;
  mailboxes: number;
  aliases: number;
}>;
export type StatisticsSnapshot = Readonly<{ statistics: Statistics; countedAt: Date }>;

/** Counts are dear in large installations: what was counted last is kept, for all processes. */
export interface StatisticsQueries {
  count(recentSince: Date): Promise<Statistics>;
  last(): Promise<StatisticsSnapshot | undefined>;
  /** Takes the place of what was counted before, unless that is later. */
  keep(snapshot: StatisticsSnapshot): Promise<void>;
}
