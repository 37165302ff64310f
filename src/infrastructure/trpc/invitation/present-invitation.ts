import type { InviteOutcome } from '../../../application/invitation/invite-outcome.ts';
import type { InvitationMail } from '../../../application/notification/invitation-mail.ts';
import type { DeliveryTrouble } from '../../../domain/notification/delivery-trouble.ts';

type Invitation<Role> = Readonly<{
  id: string;
  email: string;
  role: Role;
  issuerId: string;
  isExpired: boolean;
  isEndingSoon: boolean;
  expiresAt: Date;
  createdAt: Date;
  mail: InvitationMail | null;
  mailTrouble: DeliveryTrouble | null;
}>;

/** The members of invitations of both kinds. */
export const presentInvitation = <Role>(invitation: Invitation<Role>) => ({
  id: invitation.id,
  email: invitation.email,
  role: invitation.role,
  issuerId: invitation.issuerId,
  isExpired: invitation.isExpired,
  /** Within two days. */
  isEndingSoon: invitation.isEndingSoon,
  expiresAt: invitation.expiresAt.toISOString(),
  createdAt: invitation.createdAt.toISOString(),
  /** State of its latest mail; null when unknown. */
  mail: invitation.mail,
  /** Why that mail was not taken so far, or not at all; null when nothing is known to be wrong. */
  mailTrouble: invitation.mailTrouble,
});

/** The outcome of inviting a person, with the invitation as `present` shows it. */
export const presentInviteOutcome = <View, AccessId, Shown>(
  outcome: InviteOutcome<View, AccessId>,
  present: (invitation: View) => Shown,
) =>
  outcome.outcome === 'invited'
    ? { outcome: outcome.outcome, invitation: present(outcome.invitation) }
    : outcome;
