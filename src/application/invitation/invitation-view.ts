import type { Invitation, InvitationAbilities } from '../../domain/invitation/invitation.ts';
import { isEndingSoon, isExpired } from '../../domain/invitation/invitation-lifetime.ts';
import { type DeliveryTrouble, deliveryTrouble } from '../../domain/notification/delivery-trouble.ts';
import type { Mailed } from '../notification/invitation-mail.ts';

/** An invitation, how it stands with its end and its mail, and what the actor may do with it. */
export type InvitationView<One extends Invitation> = Mailed<One> & {
  readonly isExpired: boolean;
  readonly isEndingSoon: boolean;
  /** Why its latest mail was not taken so far, or not at all; null when nothing is known to be wrong. */
  readonly mailTrouble: DeliveryTrouble | null;
  readonly abilities: InvitationAbilities<One['role']>;
};

const troubleOf = ({ mail, mailReason }: Mailed<unknown>): DeliveryTrouble | null => {
  if (mail === null || mail === 'sent' || (mail === 'waiting' && mailReason === null)) return null;
  return deliveryTrouble(mailReason ?? '', mail === 'refused');
};

/** The invitation as a person with these abilities sees it at that time. */
export const viewInvitation = <One extends Invitation>(
  invitation: Mailed<One>,
  abilities: InvitationAbilities<One['role']>,
  now: Date,
): InvitationView<One> => ({
  ...invitation,
  isExpired: isExpired(invitation, now),
  isEndingSoon: isEndingSoon(invitation, now),
  mailTrouble: troubleOf(invitation),
  abilities,
});
