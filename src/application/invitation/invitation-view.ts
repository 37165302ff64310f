import type { Invitation, InvitationAbilities } from '../../domain/invitation/invitation.ts';
import { isExpired } from '../../domain/invitation/invitation-lifetime.ts';
import type { Mailed } from '../notification/invitation-mail.ts';

/** An invitation, whether it has expired, the state of its mail, and what the actor may do with it. */
export type InvitationView<One extends Invitation> = Mailed<One> & {
  readonly isExpired: boolean;
  readonly abilities: InvitationAbilities;
};

/** The invitation as a person with these abilities sees it at that time. */
export const viewInvitation = <One extends Invitation>(
  invitation: Mailed<One>,
  abilities: InvitationAbilities,
  now: Date,
): InvitationView<One> => ({ ...invitation, isExpired: isExpired(invitation, now), abilities });
