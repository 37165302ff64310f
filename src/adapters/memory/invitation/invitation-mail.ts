import type { InvitationMail } from '../../../application/notification/invitation-mail.ts';
import { ascending } from '../engine/ascending.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

/** State of the latest mail of an invitation. */
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
