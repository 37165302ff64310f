import { z } from 'zod';
import type { MailDomainInvitationView } from '../../../application/invitation/mail-domain-invitations.ts';
import { MAIL_DOMAIN_ROLES } from '../../../domain/mail-domain/mail-domain-access.ts';
import type { MailDomainInvitationId } from '../../../domain/shared/ids.ts';
import type { InvitationUseCases } from '../../container/invitations.ts';
import { pageInput } from '../procedure/page-input.ts';
import { emailInput, idInput, slugInput } from '../procedure/text-input.ts';
import { mutation, query, router } from '../procedure/trpc.ts';
import { presentInvitation, presentInviteOutcome } from './present-invitation.ts';

const domainSlug = slugInput;
const byId = z.object({ domainSlug, id: idInput<MailDomainInvitationId>() });
const pages = pageInput(['created_at'], { field: 'created_at', descending: true });
const creation = z.object({
  domainSlug,
  email: emailInput,
  role: z.enum(MAIL_DOMAIN_ROLES).default('viewer'),
});

const present = (invitation: MailDomainInvitationView) => ({
  ...presentInvitation(invitation),
  mailDomainId: invitation.mailDomainId,
  abilities: invitation.abilities,
});

export const makeMailDomainInvitationsRouter = (useCases: InvitationUseCases) =>
  router({
    list: query.input(z.object({ domainSlug, page: pages })).query(async ({ ctx, input }) => {
      const { total, items } = await useCases.mailDomainInvitations.list(
        ctx.actor,
        input.domainSlug,
        input.page,
      );
      return { total, items: items.map(present) };
    }),
    get: query
      .input(byId)
      .query(async ({ ctx, input }) =>
        present(await useCases.mailDomainInvitations.get(ctx.actor, input.domainSlug, input.id)),
      ),
    /** `access_created` when the address belongs to an account, which has the access from now on. */
    create: mutation
      .input(creation)
      .mutation(async ({ ctx, input: { domainSlug: slug, ...wanted } }) =>
        presentInviteOutcome(await useCases.mailDomainInvitations.invite(ctx.actor, slug, wanted), present),
      ),
    /** Renews its lifetime and resends its mail; `access_created` when there is an account by now. */
    refresh: mutation
      .input(byId)
      .mutation(async ({ ctx, input }) =>
        presentInviteOutcome(
          await useCases.mailDomainInvitations.refresh(ctx.actor, input.domainSlug, input.id),
          present,
        ),
      ),
    delete: mutation
      .input(byId)
      .mutation(({ ctx, input }) =>
        useCases.mailDomainInvitations.withdraw(ctx.actor, input.domainSlug, input.id),
      ),
  });
