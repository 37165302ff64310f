import { isExpired } from '../../domain/invitation/invitation-lifetime.ts';
import { needyTimes } from '../../domain/overview/needs.ts';
import type { Actor } from '../shared/actor.ts';
import type { Page } from '../shared/page.ts';
import type { Clock } from '../shared/system.ts';
import type { Needs, NeedyInvitation, OverviewQueries } from './overview-queries.ts';

/** An invitation with why it needs its sender. */
export type InvitationNeed = NeedyInvitation &
  Readonly<{ need: 'mail_not_delivered' | 'ended' | 'ending_soon' }>;

export type ReadNeeds = (
  actor: Actor,
) => Promise<Omit<Needs, 'invitations'> & { readonly invitations: Page<InvitationNeed> }>;

const needOf = (invitation: NeedyInvitation, now: Date): InvitationNeed['need'] => {
  if (isExpired(invitation, now)) return 'ended';
  return invitation.mail === 'refused' || invitation.mail === 'given_up'
    ? 'mail_not_delivered'
    : 'ending_soon';
};

/** What needs the actor in the mail domains that they manage. */
export const makeReadNeeds =
  ({ overviewQueries, clock }: { overviewQueries: OverviewQueries; clock: Clock }): ReadNeeds =>
  async ({ userId }) => {
    const now = clock.now();
    const { invitations, ...needs } = await overviewQueries.needsOf(userId, needyTimes(now));
    const items = invitations.items.map((one) => ({ ...one, need: needOf(one, now) }));
    return { ...needs, invitations: { ...invitations, items } };
  };
