import type { InvitationMail } from '../../../application/notification/invitation-mail.ts';
import type { OutgoingMail } from '../../../application/notification/outgoing-mail-repository.ts';

/** The status of the latest mail of an invitation, table alias `i`. */
export const INVITATION_MAIL = `(SELECT m.status FROM outgoing_mail m WHERE m.invitation_id = i.id
   ORDER BY m.created_at DESC, m.id DESC LIMIT 1) AS mail_status`;

export type InvitationMailRow = { mail_status: OutgoingMail['status'] | null };

export const toInvitationMail = ({ mail_status: status }: InvitationMailRow): InvitationMail | null =>
  status === 'draft' || status === 'ready' ? 'waiting' : status;
