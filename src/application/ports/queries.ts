import type { MailDomain } from '../../domain/mail/mail-domain.ts';
import type { MailDomainRole } from '../../domain/mail/mail-domain-access.ts';
import type { Mailbox } from '../../domain/mail/mailbox.ts';
import type { Organization } from '../../domain/organization/organization.ts';
import type { OrganizationRole } from '../../domain/organization/organization-access.ts';
import type { MailboxId, MailDomainId, OrganizationId, UserId } from '../../domain/shared/ids.ts';
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

/** Lists of domains: constant cost, two statements a page. */
export interface MailDomainQueries {
  /** The domains `userId` has an access to. */
  page(userId: UserId, request: PageRequest<MailDomainOrderField>): Promise<Page<MailDomainView>>;
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

export interface MailboxQueries {
  page(mailDomainId: MailDomainId, request: PageRequest<MailboxOrderField>): Promise<Page<Mailbox>>;
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

export interface OrganizationQueries {
  /** The organization, with the role `userId` has in it. */
  find(id: OrganizationId, userId: UserId): Promise<OrganizationView | undefined>;
}
