import type { Mailed } from '../../../application/notification/invitation-mail.ts';
import { ascending } from '../engine/ascending.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

/** State of the latest mail of an invitation, and why no mail server took it. */
export function invitationMail(
  { outgoingMails }: Pick<MemoryTables, 'outgoingMails'>,
  invitationId: string,
): Mailed<unknown> {
  const latest = outgoingMails
    .all((mail) => mail.invitationId === invitationId)
    .sort(
      ascending(
        ({ createdAt }) => createdAt,
        ({ id }) => id,
      ),
    )
    .at(-1);
  if (!latest) return { mail: null, mailReason: null };
  const { status, trouble } = latest;
  return {
    mail: status === 'draft' || status === 'ready' ? 'waiting' : status,
    mailReason: trouble?.reason ?? null,
  };
}
