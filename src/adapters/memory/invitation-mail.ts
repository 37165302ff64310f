import type { InvitationMail } from '../../application/ports/invitation-mail.ts';
import { ascending } from './ascending.ts';
import type { MemoryTables } from './memory-tables.ts';

/** What became of the latest mail of an invitation. */
export function invitationMail(
  { outgoingMails }: Pick<MemoryTables, 'outgoingMails'>,
  invitationId: string,
): InvitationMail | null {
  const latest = outgoingMails
    .all((mail) => mail.invitationId === invitationId)
    .sort(
      ascending(
        ({ createdAt }) => createdAt,
        ({ id }) => id,
      ),
    )
    .at(-1);
  if (!latest) return null;
  return latest.status === 'draft' || latest.status === 'ready' ? 'waiting' : latest.status;
}
