import type { InviteOutcome } from '../../../application/invitation/invite-outcome.ts';
import type { InvitationMail } from '../../../application/notification/invitation-mail.ts';

type Invitation<Role> = Readonly<{
  id: string;
  email: string;
  role: Role;
  issuerId: string;
  isExpired: boolean;
  expiresAt: Date;
  createdAt: Date;
  mail: InvitationMail | null;
}>;

/** What all invitations show, whatever they are to. */
export const presentInvitation = <Role>(invitation: Invitation<Role>) => ({
  id: invitation.id,
  email: invitation.email,
  role: invitation.role,
  issuerId: invitation.issuerId,
  isExpired: invitation.isExpired,
  expiresAt: invitation.expiresAt.toISOString(),
  createdAt: invitation.createdAt.toISOString(),
  /** What became of its latest mail; null when that is not known. */
  mail: invitation.mail,
});

/** What became of inviting somebody, with the invitation as `present` shows it. */
export const presentInviteOutcome = <View, AccessId, Shown>(
  outcome: InviteOutcome<View, AccessId>,
  present: (invitation: View) => Shown,
) =>
  outcome.outcome === 'invited'
    ? { outcome: outcome.outcome, invitation: present(outcome.invitation) }
    : outcome;
