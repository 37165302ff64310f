import { isDeepStrictEqual } from 'node:util';
import { changedTopic, type LiveKind, personalTopic } from '../../../application/live/changed-topic.ts';
import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import type { MailDomainId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from './memory-tables.ts';

/** `id`: null where it is not told. */
type Told = Readonly<{ mailDomainId: MailDomainId; id: string | null }>;

/** What a sign-in notes of a mailbox is seen on no page. */
const seenOf = ({ passwordHash: _hash, lastLoginAt: _login, signInWarnedAt: _warned, ...seen }: Mailbox) =>
  seen;

/**
 * The topics of what a transaction changed of mail domains, as the triggers of PostgreSQL publish them.
 *
 * @param tables the draft of the transaction
 */
export function changedTopics(tables: MemoryTables): readonly string[] {
  const rowsOf = (
    name: 'mailAliases' | 'mailAliasChanges' | 'mailDomainInvitations' | 'driftLines',
  ): readonly Told[] => tables[name].changes().flatMap(({ before, after }) => after ?? before ?? []);
  const mailboxes = tables.mailboxes
    .changes()
    .filter(({ before, after }) => !(before && after && isDeepStrictEqual(seenOf(before), seenOf(after))))
    .flatMap(({ before, after }) => after ?? before ?? []);
  const domains = tables.mailDomains.changes().flatMap(({ before, after }) => after ?? before ?? []);
  const runs = tables.driftRuns.changes().flatMap(({ after }) => after ?? []);
  const accesses = tables.mailDomainAccesses.changes().flatMap(({ before, after }) => after ?? before ?? []);
  const mailed = tables.outgoingMails.changes().flatMap(({ before, after }) => {
    const id = before && after?.invitationId;
    return tables.mailDomainInvitations.all((invitation) => invitation.id === id);
  });
  return [
    ...topicsOf(
      'mail_domain',
      domains.map(({ id }) => ({ mailDomainId: id, id: null })),
    ),
    ...topicsOf('mailbox', mailboxes),
    ...topicsOf('alias', rowsOf('mailAliases')),
    ...topicsOf('waiting', rowsOf('mailAliasChanges')),
    ...topicsOf('access', accesses),
    ...accesses.map(({ userId }) => personalTopic({ userId, kind: 'access' })),
    ...topicsOf('invitation', rowsOf('mailDomainInvitations')),
    ...topicsOf('invitation', mailed),
    ...topicsOf(
      'drift',
      runs.map(({ mailDomainId }) => ({ mailDomainId, id: null })),
    ),
    ...topicsOf('drift', rowsOf('driftLines')),
  ];
}

function topicsOf(kind: LiveKind, rows: readonly Told[]): readonly string[] {
  const ids = new Map<MailDomainId, string[]>();
  for (const { mailDomainId, id } of rows) {
    const known = ids.get(mailDomainId) ?? [];
    ids.set(mailDomainId, id === null ? known : [...known, id]);
  }
  return [...ids].map(([mailDomainId, changed]) => changedTopic(mailDomainId, kind, changed));
}
