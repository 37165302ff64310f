import type { InvitationGrant, ReceivedInvitation } from '../../domain/invitation/invitation.ts';
import { verifiedEmail } from '../../domain/people/email-verification.ts';
import type { User } from '../../domain/people/user.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Actor } from '../shared/actor.ts';
import type { Clock, IdGenerator } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import type { ReceivedInvitationQueries } from './invitation-queries.ts';
import { type AcceptanceStores, answerEvent, lockPlace, makeTurnIntoAccess } from './turn-into-access.ts';

type Stores = AcceptanceStores & Pick<Repositories, 'users'>;
type Deps = {
  unitOfWork: UnitOfWork<Stores>;
  receivedInvitationQueries: ReceivedInvitationQueries;
  clock: Clock;
  ids: IdGenerator;
};

/** The invitations to a person's own verified address that have not expired, and the person's answers to them. */
export function makeReceivedInvitations({ unitOfWork, receivedInvitationQueries, clock, ids }: Deps) {
  const turnIntoAccess = makeTurnIntoAccess({ clock, ids });

  const answer = (
    actor: Actor,
    id: ReceivedInvitation['id'],
    carryOut: (
      stores: Stores,
      user: User,
      invitation: ReceivedInvitation,
    ) => Promise<InvitationGrant | undefined>,
  ): Promise<InvitationGrant> =>
    unitOfWork.run(async (stores) => {
      const user = await stores.users.find(actor.userId);
      const email = user && verifiedEmail(user);
      const received = email ? await stores.invitations.listValid(email, clock.now()) : [];
      const invitation = received.find((candidate) => candidate.id === id);
      const grant = user && invitation && (await carryOut(stores, user, invitation));
      if (!grant) throw new DomainError('invitation.not_found', 'No such invitation');
      return grant;
    });

  return {
    /** The latest first. */
    list: async (actor: Actor): Promise<readonly ReceivedInvitation[]> => {
      if (actor.email === null) return [];
      const received = await receivedInvitationQueries.listValid(actor.email, clock.now());
      return [...received].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
    },

    /**
     * Turns an invitation into the access.
     *
     * @throws DomainError `invitation.not_found`, also for those of others and expired ones
     */
    accept: (actor: Actor, id: ReceivedInvitation['id']): Promise<InvitationGrant> =>
      answer(actor, id, (stores, user, invitation) => turnIntoAccess(stores, user, actor.origin, invitation)),

    /** Removes an invitation, so that no sign-in turns it into an access. @throws DomainError as `accept` */
    decline: (actor: Actor, id: ReceivedInvitation['id']): Promise<InvitationGrant> =>
      answer(actor, id, async (stores, user, invitation) => {
        const at = clock.now();
        await lockPlace(stores, invitation);
        const grant = await stores.invitations.takeValid(id, verifiedEmail(user) ?? '', at);
        if (grant) await stores.audit.append(actor, answerEvent(grant, user, 'declined', at));
        return grant;
      }),
  };
}
