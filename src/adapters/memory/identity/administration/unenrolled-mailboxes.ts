import type { Mailbox } from '../../../../domain/mailbox/mailbox.ts';
import type { MailDomainId } from '../../../../domain/shared/ids.ts';
import type { MemoryTables } from '../../engine/memory-tables.ts';

export const isEnrolled = ({ authenticators }: MemoryTables, { id }: Mailbox): boolean =>
  authenticators.has(({ mailboxId }) => mailboxId === id);

export const enabledOf = ({ mailboxes }: MemoryTables, id: MailDomainId): readonly Mailbox[] =>
  mailboxes.all(({ mailDomainId, status }) => mailDomainId === id && status === 'enabled');

/** The enabled mailboxes of a domain whose owners have no second factor. */
export const unenrolledOf = (tables: MemoryTables, id: MailDomainId): readonly Mailbox[] =>
  enabledOf(tables, id).filter((mailbox) => !isEnrolled(tables, mailbox));
