import type { MailDomainInvitationView } from '../../../application/invitation/mail-domain-invitations.ts';
import { MAIL_DOMAIN_ROLES } from '../../../domain/mail-domain/mail-domain-access.ts';
import type { MailDomainInvitationId } from '../../../domain/shared/ids.ts';
import type { InvitationUseCases } from '../../container/invitations.ts';
import type { MailDomainUseCases } from '../../container/mail-domains.ts';
import { mailDomainGuard, slugOf } from '../mail-domain/mail-domain-guard.ts';
import { idParameter } from '../serving/id-parameter.ts';
import { paginate } from '../serving/pagination.ts';
import { operation, type RestCall, type RestPath } from '../serving/route.ts';
import { pageSchema } from '../wire/page-schema.ts';
import {
  answerInvite,
  invitationBody,
  invitationSchema,
  inviteAnswerSchema,
  presentInvitation,
} from './invitation-wire.ts';

type UseCases = InvitationUseCases & MailDomainUseCases;

const schema = invitationSchema('domain', MAIL_DOMAIN_ROLES, 'MailDomainInvitation');
const createBody = invitationBody(MAIL_DOMAIN_ROLES, 'MailDomainInvitationCreation');
const present = (invitation: MailDomainInvitationView) =>
  presentInvitation(invitation, { domain: invitation.mailDomainId });

const NEWEST_FIRST = [{ field: 'created_at', descending: true }] as const;

/** `mail-domains/⟨slug⟩/invitations/…` of contract/rest-api.md 3.11. */
export const makeMailDomainInvitationResource = (useCases: UseCases): readonly RestPath[] => {
  const guard = mailDomainGuard(useCases.getMailDomain);
  const ofOne = mailDomainGuard(useCases.getMailDomain, { isList: false });
  const invitationId = ({ params }: Pick<RestCall, 'params'>) =>
    idParameter<MailDomainInvitationId>(params['id']);

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
          success: { status: 200, schema: pageSchema(schema) },
          handle: async (call) => ({
            status: 200,
            body: await paginate(
              call.request,
              NEWEST_FIRST,
              (page) => useCases.mailDomainInvitations.list(call.actor, slugOf(call), page),
              present,
            ),
          }),
        }),
        POST: operation({
          operationId: 'mail_domain_invitations_create',
          summary: 'Invites by mail; whoever has an account gets the access at once',
          body: createBody,
          success: { status: 201, schema: inviteAnswerSchema(schema) },
          handle: async (call) => {
            const { email, role = 'viewer' } = call.body;
            const outcome = await useCases.mailDomainInvitations.invite(call.actor, slugOf(call), {
              email,
              role,
            });
            return answerInvite(outcome, present, call.context.translate);
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
          success: { status: 200, schema },
          handle: async (call) => ({
            status: 200,
            body: present(
              await useCases.mailDomainInvitations.get(call.actor, slugOf(call), invitationId(call)),
            ),
          }),
        }),
        DELETE: operation({
          operationId: 'mail_domain_invitations_destroy',
          summary: 'Withdraws an invitation',
          success: { status: 204 },
          handle: async (call) => {
            await useCases.mailDomainInvitations.withdraw(call.actor, slugOf(call), invitationId(call));
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
          success: { status: 200, schema: inviteAnswerSchema(schema) },
          handle: async (call) => {
            const outcome = await useCases.mailDomainInvitations.refresh(
              call.actor,
              slugOf(call),
              invitationId(call),
            );
            return answerInvite(outcome, present, call.context.translate, 200);
          },
        }),
      },
    },
  ];
};
