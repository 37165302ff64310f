import type { Counted, StoredCounts } from '../../../application/shared/stored-counts.ts';
import { UNPROVEN_STATUSES } from '../../../domain/mail-domain/mail-domain.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { BoundedKind } from '../../../domain/shared/stored-bounds.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

type Counter = (tables: MemoryTables, id: string, name: string) => number;

const destinations: Counter = ({ mailAliases, mailAliasChanges }, id, name) => {
  const isOf = (row: { readonly mailDomainId: string; readonly localPart: string }) =>
    row.mailDomainId === id && row.localPart === name;
  const open = mailAliasChanges.all(
    (change) => isOf(change) && change.kind === 'creation' && change.progress.state === 'open',
  );
  return new Set([...mailAliases.all(isOf), ...open].map(({ destination }) => destination)).size;
};

const pendingDomains = (
  { mailDomains, mailDomainAccesses }: MemoryTables,
  isTheirs: (userId: UserId) => boolean,
): number => {
  const owned = mailDomainAccesses.all(({ role, userId }) => role === 'owner' && isTheirs(userId));
  const ids = new Set(owned.map(({ mailDomainId }) => mailDomainId));
  return mailDomains.count(
    ({ id, status }) => ids.has(id) && UNPROVEN_STATUSES.some((unproven) => unproven === status),
  );
};

const COUNTERS: Readonly<Record<BoundedKind, Counter>> = {
  contacts_of_owner: ({ contacts }, id) => contacts.count(({ ownerId }) => ownerId === id),
  teams_of_owner: ({ teamAccesses }, id) =>
    teamAccesses.count(({ userId, role }) => userId === id && role === 'owner'),
  accesses_of_team: ({ teamAccesses }, id) => teamAccesses.count(({ teamId }) => teamId === id),
  invitations_to_team: ({ teamInvitations }, id) => teamInvitations.count(({ teamId }) => teamId === id),
  webhooks_of_team: ({ teamWebhooks }, id) => teamWebhooks.count(({ teamId }) => teamId === id),
  accesses_to_mail_domain: ({ mailDomainAccesses }, id) =>
    mailDomainAccesses.count(({ mailDomainId }) => mailDomainId === id),
  invitations_to_mail_domain: ({ mailDomainInvitations }, id) =>
    mailDomainInvitations.count(({ mailDomainId }) => mailDomainId === id),
  administrators_of_organization: ({ organizationAccesses }, id) =>
    organizationAccesses.count(({ organizationId }) => organizationId === id),
  services_of_organization: ({ organizationServiceProviders }, id) =>
    organizationServiceProviders.count(({ organizationId }) => organizationId === id),
  pending_domains_of_organization: (tables, id) =>
    pendingDomains(tables, (userId) => tables.users.find(userId)?.organizationId === id),
  pending_domains_of_owner: (tables, id) => pendingDomains(tables, (userId) => userId === id),
  destinations_of_alias: destinations,
};

export class MemoryStoredCounts implements StoredCounts {
  constructor(private readonly tables: MemoryTables) {}

  async count({ kind, id, name = '' }: Counted, upTo: number): Promise<number> {
    return Math.min(COUNTERS[kind](this.tables, id, name), upTo);
  }
}
