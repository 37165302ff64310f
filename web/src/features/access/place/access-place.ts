import type { ListSearch } from '../../../kit/data/list-search.ts';

/** A person, as others see them. */
export type Person = Readonly<{ id: string; name: string | null; email: string | null }>;

/** An access, and what the signed-in person may do with it, as the server says. */
export type Access<Role extends string> = Readonly<{
  id: string;
  user: Person;
  role: Role;
  createdAt: string;
  abilities: Readonly<{
    delete: boolean;
    setRoleTo: readonly Role[];
    refusal: 'role' | 'last_owner' | null;
    allowedFor: readonly Role[];
  }>;
}>;

/** An invitation under way, and what the signed-in person may do with it, as the server says. */
export type Invitation<Role extends string> = Readonly<{
  id: string;
  email: string;
  role: Role;
  isExpired: boolean;
  isEndingSoon: boolean;
  expiresAt: string;
  mail: 'waiting' | 'sent' | 'refused' | 'given_up' | null;
  mailTrouble:
    | 'recipient_unknown'
    | 'domain_unknown'
    | 'mailbox_full'
    | 'mailbox_disabled'
    | 'message_refused'
    | 'unreachable'
    | 'other'
    | null;
  abilities: Readonly<{
    refresh: boolean;
    delete: boolean;
    allowedFor: Readonly<{ refresh: readonly Role[]; delete: readonly Role[] }>;
  }>;
}>;

type Grant<Role extends string> = Readonly<{ isAllowed: boolean; allowedFor: readonly Role[] }>;

/** What the signed-in person may give others: any role at all, and each role, the highest first. */
export type Management<Role extends string> = Readonly<{
  grant: Grant<Role>;
  roles: readonly (Grant<Role> & Readonly<{ role: Role }>)[];
}>;

/** The order of the list of people where the address says none. */
export const PEOPLE_ORDER = { sort: 'user__name', order: 'asc' } as const;

/** What the address says of the list of people, and the page of invitations. */
export type AccessSearch<Role extends string> = ListSearch<'user__name'> &
  Readonly<{ role?: Role | undefined; invited?: number | undefined }>;

/** A question to the server: the key of its answer in the cache, and how it is asked. */
export type Question<Data> = Readonly<{ queryKey: readonly unknown[]; queryFn: () => Promise<Data> }>;

/** A page of accesses, and what the signed-in person may give others. */
export type Accesses<Role extends string> = Readonly<{
  total: number;
  items: readonly Access<Role>[];
  management: Management<Role>;
}>;

export type Invitations<Role extends string> = Readonly<{
  total: number;
  items: readonly Invitation<Role>[];
}>;

/** Whether a person was invited by mail, or got the access at once since they have an account. */
type Invited = Readonly<{ outcome: 'invited' | 'access_created' }>;

/**
 * A place that people have access to, such as a mail domain: how it is called, what its roles mean, and the server's procedures about
 * its accesses and invitations.
 */
export type AccessPlace<Role extends string> = Readonly<{
  name: string;
  roles: Readonly<Record<Role, Readonly<{ name: string; plural: string; does: string }>>>;
  accesses: (search: AccessSearch<Role>) => Question<Accesses<Role>>;
  invitations: (page: number) => Question<Invitations<Role>>;
  /** Some of the people who have one of these roles. */
  peopleWith: (roles: readonly Role[]) => Question<Readonly<{ items: readonly Access<Role>[] }>>;
  /** At most `limit` colleagues without access. */
  colleagues: (search: string, limit: number) => Question<readonly Person[]>;
  give: (input: Readonly<{ userId: string; role: Role }>) => Promise<unknown>;
  invite: (input: Readonly<{ email: string; role: Role }>) => Promise<Invited>;
  setRole: (input: Readonly<{ id: string; role: Role }>) => Promise<unknown>;
  remove: (id: string) => Promise<unknown>;
  sendAgain: (id: string) => Promise<Invited>;
  withdraw: (id: string) => Promise<unknown>;
  /** Asks anew for all that a change may have changed. */
  refresh: () => Promise<unknown>;
  /** Leads away, for somebody who has no access any more. */
  goAway: () => Promise<unknown>;
}>;
