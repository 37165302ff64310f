import type { UserId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

/** Whether somebody is owner or administrator of a mail domain, or administers an organization. */
export const administers = (
  { mailDomainAccesses, organizationAccesses }: MemoryTables,
  person: UserId,
): boolean =>
  mailDomainAccesses.has(({ userId, role }) => userId === person && role !== 'viewer') ||
  organizationAccesses.has(({ userId }) => userId === person);
