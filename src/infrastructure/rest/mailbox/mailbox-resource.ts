import type { z } from 'zod';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { MailDomainUseCases } from '../../container/mail-domains.ts';
import type { MailboxUseCases } from '../../container/mailboxes.ts';
import { mailDomainGuard, slugOf } from '../mail-domain/mail-domain-guard.ts';
import { idParameter } from '../serving/id-parameter.ts';
import { paginate, readOrder } from '../serving/pagination.ts';
import { operation, type RestCall, type RestPath } from '../serving/route.ts';
import { pageSchema } from '../wire/page-schema.ts';
import {
  creationBody,
  detailsIn,
  editsIn,
  mailboxSchema,
  partialUpdateBody,
  presentListedMailbox,
  presentMailbox,
  updateBody,
} from './mailbox-wire.ts';

type UseCases = MailDomainUseCases & MailboxUseCases;

const ORDER_FIELDS = ['id', 'first_name', 'last_name', 'local_part', 'secondary_email', 'status'] as const;
const NEWEST_FIRST = [{ field: 'created_at', descending: true }] as const;

/** `mail-domains/⟨slug⟩/mailboxes/…` of contract/rest-api.md 3.12. */
export const makeMailboxResource = (useCases: UseCases): readonly RestPath[] => {
  const guard = mailDomainGuard(useCases.getMailDomain);
  const ofOne = mailDomainGuard(useCases.getMailDomain, { isList: false });
  const mailboxId = ({ params }: Pick<RestCall, 'params'>) => idParameter<MailboxId>(params['id']);

  /** Viewers may change their own mailbox. */
  const ownGuard = async (call: RestCall): Promise<void> => {
    const changes = ['PUT', 'PATCH'].includes(call.request.method);
    await (changes ? useCases.checkMailboxUpdate(call.actor, slugOf(call), mailboxId(call)) : ofOne(call));
  };

  const update = async (call: RestCall<z.output<typeof partialUpdateBody>>) => {
    const input = { slug: slugOf(call), id: mailboxId(call), ...editsIn(call.body) };
    return { status: 200, body: presentMailbox(await useCases.updateMailbox(call.actor, input)) };
  };

  const action = (name: string, summary: string, act: UseCases['enableMailbox']): RestPath => ({
    path: `/mail-domains/:slug/mailboxes/:id/${name}/`,
    tag: 'mailboxes',
    guard: ofOne,
    operations: {
      POST: operation({
        operationId: `mailboxes_${name}`,
        summary,
        success: { status: 200, schema: mailboxSchema },
        handle: async (call) => ({
          status: 200,
          body: presentMailbox(await act(call.actor, slugOf(call), mailboxId(call))),
        }),
      }),
    },
  });

  return [
    {
      path: '/mail-domains/:slug/mailboxes/',
      tag: 'mailboxes',
      guard,
      operations: {
        GET: operation({
          operationId: 'mailboxes_list',
          summary: 'The mailboxes of a domain',
          query: { ordering: `${ORDER_FIELDS.join(', ')}, with - for descending`, page: 'from 1, or last' },
          success: { status: 200, schema: pageSchema(mailboxSchema) },
          handle: async ({ actor, params, request }) => ({
            status: 200,
            body: await paginate(
              request,
              readOrder(request.query, ORDER_FIELDS, NEWEST_FIRST),
              (page) => useCases.listMailboxes(actor, params['slug'] ?? '', {}, page),
              presentListedMailbox,
            ),
          }),
        }),
        POST: operation({
          operationId: 'mailboxes_create',
          summary: 'Creates a mailbox; pending until the domain is enabled and the mail service has it',
          body: creationBody,
          success: { status: 201, schema: mailboxSchema },
          handle: async ({ actor, params, body }) => {
            const slug = params['slug'] ?? '';
            const mailbox = await useCases.createMailbox(actor, { slug, ...detailsIn(body) });
            return { status: 201, body: presentMailbox(mailbox) };
          },
        }),
      },
    },
    {
      path: '/mail-domains/:slug/mailboxes/:id/',
      tag: 'mailboxes',
      guard: ownGuard,
      operations: {
        GET: operation({
          operationId: 'mailboxes_retrieve',
          summary: 'One mailbox',
          success: { status: 200, schema: mailboxSchema },
          handle: async (call) => ({
            status: 200,
            body: presentMailbox(await useCases.getMailbox(call.actor, slugOf(call), mailboxId(call))),
          }),
        }),
        PUT: operation({
          operationId: 'mailboxes_update',
          summary: 'Changes names and secondary e-mail',
          body: updateBody,
          success: { status: 200, schema: mailboxSchema },
          handle: update,
        }),
        PATCH: operation({
          operationId: 'mailboxes_partial_update',
          summary: 'Changes names and secondary e-mail',
          body: partialUpdateBody,
          success: { status: 200, schema: mailboxSchema },
          handle: update,
        }),
      },
    },
    action('enable', 'Lets a mailbox work again', useCases.enableMailbox),
    action('disable', 'Stops a mailbox from working', useCases.disableMailbox),
    action('reset_password', 'Mails a new password to the secondary address', useCases.resetMailboxPassword),
    action('login_link', 'Mails a login link to the secondary address', useCases.sendLoginLink),
  ];
};
