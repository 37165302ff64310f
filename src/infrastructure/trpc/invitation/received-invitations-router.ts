import { z } from 'zod';
import type { InvitationGrant, ReceivedInvitation } from '../../../domain/invitation/invitation.ts';
import type { InvitationUseCases } from '../../container/invitations.ts';
import { idInput } from '../procedure/text-input.ts';
import { mutation, query, router } from '../procedure/trpc.ts';

const byId = z.object({ id: idInput<ReceivedInvitation['id']>() });

/** What the person is invited to, or has got. */
const presentGrant = ({ label: name, ...grant }: InvitationGrant) =>
  grant.kind === 'team'
    ? { kind: grant.kind, teamId: grant.teamId, name, role: grant.role }
    : { kind: grant.kind, mailDomainId: grant.mailDomainId, name, role: grant.role };

const present = (invitation: ReceivedInvitation) => ({
  ...presentGrant(invitation),
  id: invitation.id,
  createdAt: invitation.createdAt.toISOString(),
  expiresAt: invitation.expiresAt.toISOString(),
});

/** Invitations to the signed-in person's own verified address, to teams and to mail domains. */
export const makeReceivedInvitationsRouter = ({ receivedInvitations }: InvitationUseCases) =>
  router({
    /** Those that have not expired, the latest first. */
    own: query.query(async ({ ctx }) => (await receivedInvitations.list(ctx.actor)).map(present)),
    /** Gives the access; the next sign-in would, too. NOT_FOUND for those of others and expired ones. */
    accept: mutation
      .input(byId)
      .mutation(async ({ ctx, input }) =>
        presentGrant(await receivedInvitations.accept(ctx.actor, input.id)),
      ),
    /** Removes the invitation; NOT_FOUND as above. */
    decline: mutation.input(byId).mutation(async ({ ctx, input }) => {
      await receivedInvitations.decline(ctx.actor, input.id);
    }),
  });
