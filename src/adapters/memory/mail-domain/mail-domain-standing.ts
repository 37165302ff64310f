import type { MailDomainStanding } from '../../../domain/mail-domain/mail-domain-access.ts';
import type { MailDomainId, UserId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

/** A person's standing in a domain. */
export function readMailDomainStanding(
  { mailDomainAccesses }: MemoryTables,
  mailDomainId: MailDomainId,
  userId: UserId,
): MailDomainStanding {
  const accesses = mailDomainAccesses.all((access) => access.mailDomainId === mailDomainId);
  return {
    role: accesses.find((access) => access.userId === userId)?.role,
    owners: accesses.filter(({ role }) => role === 'owner').length,
  };
}
