import { z } from 'zod';
import type { CreateMailbox } from '../../../application/mail/create-mailbox.ts';
import type {
  GetMailbox,
  GetMailDomain,
  ListMailboxes,
} from '../../../application/mail/read-mail-domains.ts';
import {
  LOCAL_PART_MAX_LENGTH,
  MAILBOX_NAME_MAX_LENGTH,
  MAILBOX_STATUSES,
  type Mailbox,
} from '../../../domain/mail/mailbox.ts';
import { EMAIL_MAX_LENGTH } from '../../../domain/shared/email-address.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import { idParameter } from '../id-parameter.ts';
import { mailDomainGuard } from '../mail-domain-guard.ts';
import { paginate, readOrder } from '../pagination.ts';
import { operation, type RestPath } from '../route.ts';
import { charField } from '../wire/char-field.ts';
import { pageSchema } from '../wire/page-schema.ts';

type UseCases = {
  getMailDomain: GetMailDomain;
  listMailboxes: ListMailboxes;
  getMailbox: GetMailbox;
  createMailbox: CreateMailbox;
};

const mailboxSchema = z
  .object({
    id: z.uuid(),
    first_name: z.string(),
    last_name: z.string(),
    local_part: z.string(),
    secondary_email: z.string().nullable(),
    status: z.enum(MAILBOX_STATUSES),
  })
  .meta({ id: 'Mailbox' });

const createBody = z
  .object({
    first_name: charField({ max: MAILBOX_NAME_MAX_LENGTH }),
    last_name: charField({ max: MAILBOX_NAME_MAX_LENGTH }),
    local_part: charField({ max: LOCAL_PART_MAX_LENGTH, description: 'What stands before the @' }),
    secondary_email: charField({
      max: EMAIL_MAX_LENGTH,
      email: true,
      optional: true,
      allowNull: true,
      allowBlank: true,
      description: 'Where the login link goes',
    }),
  })
  .meta({ id: 'MailboxCreation' });

const presentMailbox = (mailbox: Mailbox) => ({
  id: mailbox.id,
  first_name: mailbox.firstName,
  last_name: mailbox.lastName,
  local_part: mailbox.localPart,
  secondary_email: mailbox.secondaryEmail,
  status: mailbox.status,
});

const ORDER_FIELDS = ['id', 'first_name', 'last_name', 'local_part', 'secondary_email', 'status'] as const;
const NEWEST_FIRST = [{ field: 'created_at', descending: true }] as const;

/** `mail-domains/⟨slug⟩/mailboxes/…` of contract/rest-api.md 3.12. */
export const makeMailboxResource = (useCases: UseCases): readonly RestPath[] => {
  const guard = mailDomainGuard(useCases.getMailDomain);
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
              (page) => useCases.listMailboxes(actor, params['slug'] ?? '', page),
              presentMailbox,
            ),
          }),
        }),
        POST: operation({
          operationId: 'mailboxes_create',
          summary: 'Creates a mailbox; pending until the domain is enabled and the mail service has it',
          body: createBody,
          success: { status: 201, schema: mailboxSchema },
          handle: async ({ actor, params, body }) => {
            const mailbox = await useCases.createMailbox(actor, {
              slug: params['slug'] ?? '',
              firstName: body.first_name,
              lastName: body.last_name,
              localPart: body.local_part,
              secondaryEmail: body.secondary_email ?? null,
            });
            return { status: 201, body: presentMailbox(mailbox) };
          },
        }),
      },
    },
    {
      path: '/mail-domains/:slug/mailboxes/:id/',
      tag: 'mailboxes',
      guard,
      operations: {
        GET: operation({
          operationId: 'mailboxes_retrieve',
          summary: 'One mailbox',
          success: { status: 200, schema: mailboxSchema },
          handle: async ({ actor, params }) => ({
            status: 200,
            body: presentMailbox(
              await useCases.getMailbox(actor, params['slug'] ?? '', idParameter<MailboxId>(params['id'])),
            ),
          }),
        }),
      },
    },
  ];
};
