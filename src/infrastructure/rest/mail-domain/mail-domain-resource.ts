import { z } from 'zod';
import { MAIL_DOMAIN_NAME_MAX_LENGTH } from '../../../domain/mail-domain/mail-domain-name.ts';
import { EMAIL_MAX_LENGTH } from '../../../domain/shared/email-address.ts';
import type { MailDomainUseCases } from '../../container/mail-domains.ts';
import type { ProvisioningUseCases } from '../../container/provisioning.ts';
import { paginate, readOrder } from '../serving/pagination.ts';
import { operation, type RestPath } from '../serving/route.ts';
import { charField } from '../wire/char-field.ts';
import { pageSchema } from '../wire/page-schema.ts';
import { mailDomainSchema, presentMailDomain } from './present-mail-domain.ts';

type UseCases = MailDomainUseCases & ProvisioningUseCases;

const createBody = z
  .object({
    name: charField({ max: MAIL_DOMAIN_NAME_MAX_LENGTH }),
    support_email: charField({ max: EMAIL_MAX_LENGTH, email: true }),
  })
  .meta({ id: 'MailDomainCreation' });

const ORDER_FIELDS = ['created_at', 'name'] as const;
const NEWEST_FIRST = [{ field: 'created_at', descending: true }] as const;

/** `mail-domains/…` of contract/rest-api.md 3.9. */
export const makeMailDomainResource = (useCases: UseCases): readonly RestPath[] => [
  {
    path: '/mail-domains/',
    tag: 'mail-domains',
    operations: {
      GET: operation({
        operationId: 'mail_domains_list',
        summary: 'The domains the signed-in person has an access to',
        query: { ordering: 'created_at, name, with - for descending', page: 'from 1, or last' },
        success: { status: 200, schema: pageSchema(mailDomainSchema) },
        handle: async ({ actor, request }) => ({
          status: 200,
          body: await paginate(
            request,
            readOrder(request.query, ORDER_FIELDS, NEWEST_FIRST),
            (page) => useCases.listMailDomains(actor, {}, page),
            presentMailDomain,
          ),
        }),
      }),
      POST: operation({
        operationId: 'mail_domains_create',
        summary: 'Creates a domain, of which the signed-in person becomes owner',
        body: createBody,
        success: { status: 201, schema: mailDomainSchema },
        handle: async ({ actor, body }) => {
          const input = { name: body.name, supportEmail: body.support_email };
          return { status: 201, body: presentMailDomain(await useCases.createMailDomain(actor, input)) };
        },
      }),
    },
  },
  {
    path: '/mail-domains/:slug/',
    tag: 'mail-domains',
    operations: {
      GET: operation({
        operationId: 'mail_domains_retrieve',
        summary: 'One domain',
        success: { status: 200, schema: mailDomainSchema },
        handle: async ({ actor, params }) => ({
          status: 200,
          body: presentMailDomain(await useCases.getMailDomain(actor, params['slug'] ?? '')),
        }),
      }),
    },
  },
  {
    path: '/mail-domains/:slug/fetch/',
    tag: 'mail-domains',
    operations: {
      POST: operation({
        operationId: 'mail_domains_fetch',
        summary: 'Checks the domain now',
        success: { status: 200, schema: mailDomainSchema },
        handle: async ({ actor, params }) => ({
          status: 200,
          body: presentMailDomain(await useCases.refreshMailDomain(actor, params['slug'] ?? '')),
        }),
      }),
    },
  },
];
