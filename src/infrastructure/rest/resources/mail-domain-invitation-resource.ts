import { z } from 'zod';
import type {
  InviteToMailDomain,
  MailDomainInviteOutcome,
  RefreshMailDomainInvitation,
  WithdrawMailDomainInvitation,
} from '../../../application/mail/invite-to-mail-domain.ts';
import type {
  GetMailDomainInvitation,
  ListMailDomainInvitations,
  MailDomainInvitationView,
} from '../../../application/mail/read-mail-domain-invitations.ts';
import type { GetMailDomain } from '../../../application/mail/read-mail-domains.ts';
import { MAIL_DOMAIN_ROLES } from '../../../domain/mail/mail-domain-access.ts';
import { EMAIL_MAX_LENGTH } from '../../../domain/shared/email-address.ts';
import type { MailDomainInvitationId } from '../../../domain/shared/ids.ts';
import { idParameter } from '../id-parameter.ts';
import { mailDomainGuard, slugOf } from '../mail-domain-guard.ts';
import { paginate } from '../pagination.ts';
import { operation, type RestCall, type RestPath } from '../route.ts';
import { charField } from '../wire/char-field.ts';
import { optionalChoiceField } from '../wire/choice-field.ts';
import { pageSchema } from '../wire/page-schema.ts';
import { wireTime } from '../wire/wire-time.ts';

type UseCases = {
  getMailDomain: GetMailDomain;
  listMailDomainInvitations: ListMailDomainInvitations;
  getMailDomainInvitation: GetMailDomainInvitation;
  inviteToMailDomain: InviteToMailDomain;
  refreshMailDomainInvitation: RefreshMailDomainInvitation;
  withdrawMailDomainInvitation: WithdrawMailDomainInvitation;
};

const invitationSchema = z
  .object({
    id: z.uuid(),
    created_at: z.iso.datetime(),
    email: z.string(),
    domain: z.uuid(),
    role: z.enum(MAIL_DOMAIN_ROLES),
    issuer: z.uuid(),
    is_expired: z.boolean(),
  })
  .meta({ id: 'MailDomainInvitation' });
const outcomeSchema = z.union([invitationSchema, z.object({ detail: z.string() })]);

const createBody = z
  .object({
    email: charField({ max: EMAIL_MAX_LENGTH, email: true }),
    role: optionalChoiceField(MAIL_DOMAIN_ROLES),
  })
  .meta({ id: 'MailDomainInvitationCreation' });

const present = (invitation: MailDomainInvitationView) => ({
  id: invitation.id,
  created_at: wireTime(invitation.createdAt),
  email: invitation.email,
  domain: invitation.mailDomainId,
  role: invitation.role,
  issuer: invitation.issuerId,
  is_expired: invitation.isExpired,
});

const NEWEST_FIRST = [{ field: 'created_at', descending: true }] as const;

/** `mail-domains/⟨slug⟩/invitations/…` of contract/rest-api.md 3.11. */
export const makeMailDomainInvitationResource = (useCases: UseCases): readonly RestPath[] => {
  const guard = mailDomainGuard(useCases.getMailDomain);
  const ofOne = mailDomainGuard(useCases.getMailDomain, { isList: false });
  const invitationId = ({ params }: Pick<RestCall, 'params'>) =>
    idParameter<MailDomainInvitationId>(params['id']);

  /** 201 with a text instead of the invitation when there was no need for one (contract/rest-api.md 7.3). */
  const answer = (outcome: MailDomainInviteOutcome, { context }: RestCall, status: number) =>
    outcome.outcome === 'invited'
      ? { status, body: present(outcome.invitation) }
      : { status: 201, body: { detail: context.translate('access_created_instead') } };

  return [
    {
      path: '/mail-domains/:slug/invitations/',
      tag: 'mail-domain-invitations',
      guard,
      operations: {
        GET: operation({
          operationId: 'mail_domain_invitations_list',
          summary: 'Who is invited to a domain',
          query: { page: 'from 1, or last' },
          success: { status: 200, schema: pageSchema(invitationSchema) },
          handle: async (call) => ({
            status: 200,
            body: await paginate(
              call.request,
              NEWEST_FIRST,
              (page) => useCases.listMailDomainInvitations(call.actor, slugOf(call), page),
              present,
            ),
          }),
        }),
        POST: operation({
          operationId: 'mail_domain_invitations_create',
          summary: 'Invites by mail; whoever has an account gets the access at once',
          body: createBody,
          success: { status: 201, schema: outcomeSchema },
          handle: async (call) => {
            const { email, role = 'viewer' } = call.body;
            const input = { slug: slugOf(call), email, role };
            return answer(await useCases.inviteToMailDomain(call.actor, input), call, 201);
          },
        }),
      },
    },
    {
      path: '/mail-domains/:slug/invitations/:id/',
      tag: 'mail-domain-invitations',
      guard: ofOne,
      operations: {
        GET: operation({
          operationId: 'mail_domain_invitations_retrieve',
          summary: 'One invitation',
          success: { status: 200, schema: invitationSchema },
          handle: async (call) => ({
            status: 200,
            body: present(
              await useCases.getMailDomainInvitation(call.actor, slugOf(call), invitationId(call)),
            ),
          }),
        }),
        DELETE: operation({
          operationId: 'mail_domain_invitations_destroy',
          summary: 'Withdraws an invitation',
          success: { status: 204 },
          handle: async (call) => {
            await useCases.withdrawMailDomainInvitation(call.actor, slugOf(call), invitationId(call));
            return { status: 204 };
          },
        }),
      },
    },
    {
      path: '/mail-domains/:slug/invitations/:id/refresh/',
      tag: 'mail-domain-invitations',
      guard: ofOne,
      operations: {
        POST: operation({
          operationId: 'mail_domain_invitations_refresh',
          summary: 'Makes an invitation good for its full time again and mails it again',
          success: { status: 200, schema: outcomeSchema },
          handle: async (call) => {
            const outcome = await useCases.refreshMailDomainInvitation(
              call.actor,
              slugOf(call),
              invitationId(call),
            );
            return answer(outcome, call, 200);
          },
        }),
      },
    },
  ];
};
