import { z } from 'zod';
import type {
  InviteToMailDomain,
  MailDomainInviteOutcome,
  RefreshMailDomainInvitation,
  WithdrawMailDomainInvitation,
} from '../../application/mail/invite-to-mail-domain.ts';
import type {
  GetMailDomainInvitation,
  ListMailDomainInvitations,
  MailDomainInvitationView,
} from '../../application/mail/read-mail-domain-invitations.ts';
import { MAIL_DOMAIN_ROLES } from '../../domain/mail/mail-domain-access.ts';
import type { MailDomainInvitationId } from '../../domain/shared/ids.ts';
import { pageInput } from './page-input.ts';
import { emailInput, idInput, slugInput } from './text-input.ts';
import { mutation, query, router } from './trpc.ts';

type UseCases = {
  listMailDomainInvitations: ListMailDomainInvitations;
  getMailDomainInvitation: GetMailDomainInvitation;
  inviteToMailDomain: InviteToMailDomain;
  refreshMailDomainInvitation: RefreshMailDomainInvitation;
  withdrawMailDomainInvitation: WithdrawMailDomainInvitation;
};

const domainSlug = slugInput;
const byId = z.object({ domainSlug, id: idInput<MailDomainInvitationId>() });
const pages = pageInput(['created_at'], { field: 'created_at', descending: true });
const creation = z.object({
  domainSlug,
  email: emailInput,
  role: z.enum(MAIL_DOMAIN_ROLES).default('viewer'),
});

const present = (invitation: MailDomainInvitationView) => ({
  id: invitation.id,
  mailDomainId: invitation.mailDomainId,
  email: invitation.email,
  role: invitation.role,
  issuerId: invitation.issuerId,
  abilities: invitation.abilities,
  isExpired: invitation.isExpired,
  expiresAt: invitation.expiresAt.toISOString(),
  createdAt: invitation.createdAt.toISOString(),
});
const presentOutcome = (outcome: MailDomainInviteOutcome) =>
  outcome.outcome === 'invited'
    ? { outcome: outcome.outcome, invitation: present(outcome.invitation) }
    : outcome;

export const makeMailDomainInvitationsRouter = (useCases: UseCases) =>
  router({
    list: query.input(z.object({ domainSlug, page: pages })).query(async ({ ctx, input }) => {
      const { total, items } = await useCases.listMailDomainInvitations(
        ctx.actor,
        input.domainSlug,
        input.page,
      );
      return { total, items: items.map(present) };
    }),
    get: query
      .input(byId)
      .query(async ({ ctx, input }) =>
        present(await useCases.getMailDomainInvitation(ctx.actor, input.domainSlug, input.id)),
      ),
    /** `access_created` when the address is that of somebody with an account, who has an access from now on. */
    create: mutation
      .input(creation)
      .mutation(async ({ ctx, input: { domainSlug: slug, ...input } }) =>
        presentOutcome(await useCases.inviteToMailDomain(ctx.actor, { slug, ...input })),
      ),
    /** Good for its full time again, and mailed again; `access_created` when there is an account by now. */
    refresh: mutation
      .input(byId)
      .mutation(async ({ ctx, input }) =>
        presentOutcome(await useCases.refreshMailDomainInvitation(ctx.actor, input.domainSlug, input.id)),
      ),
    delete: mutation
      .input(byId)
      .mutation(({ ctx, input }) =>
        useCases.withdrawMailDomainInvitation(ctx.actor, input.domainSlug, input.id),
      ),
  });
