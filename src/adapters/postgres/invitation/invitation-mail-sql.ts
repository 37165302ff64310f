import type { Mailed } from '../../../application/notification/invitation-mail.ts';
import type { OutgoingMail } from '../../../application/notification/outgoing-mail-repository.ts';

/** The status of the latest mail of an invitation, table alias `i`, and why no mail server took it. */
export const INVITATION_MAIL = `(SELECT jsonb_build_object('status', m.status, 'reason', m.trouble_reason)
   FROM outgoing_mail m WHERE m.invitation_id = i.id ORDER BY m.created_at DESC, m.id DESC LIMIT 1) AS latest_mail`;

export type InvitationMailRow = {
  latest_mail: Readonly<{ status: OutgoingMail['status']; reason: string | null }> | null;
};

export function toInvitationMail({ latest_mail: latest }: InvitationMailRow): Mailed<unknown> {
  if (latest === null) return { mail: null, mailReason: null };
  const { status, reason } = latest;
  return { mail: status === 'draft' || status === 'ready' ? 'waiting' : status, mailReason: reason };
}
