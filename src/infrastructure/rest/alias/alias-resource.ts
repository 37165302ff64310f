import { z } from 'zod';
import type { ListAliases } from '../../../application/alias/read-aliases.ts';
import type { MailDomainView } from '../../../application/mail-domain/mail-domain-queries.ts';
import { isDestination, type MailAlias } from '../../../domain/alias/mail-alias.ts';
import { ALIAS_LOCAL_PART_MAX_LENGTH, EMAIL_MAX_LENGTH } from '../../../domain/shared/address-bounds.ts';
import type { MailAliasId } from '../../../domain/shared/ids.ts';
import type { AliasUseCases } from '../../container/aliases.ts';
import type { MailDomainUseCases } from '../../container/mail-domains.ts';
import { HttpError } from '../../http/http-error.ts';
import { mailDomainGuard, slugOf } from '../mail-domain/mail-domain-guard.ts';
import { mailDomainSchema, presentMailDomain } from '../mail-domain/present-mail-domain.ts';
import { idParameter } from '../serving/id-parameter.ts';
import { paginate, readOrder } from '../serving/pagination.ts';
import { queryText } from '../serving/query-parameters.ts';
import { operation, type RestAnswer, type RestCall, type RestPath } from '../serving/route.ts';
import { charField } from '../wire/char-field.ts';
import { pageSchema } from '../wire/page-schema.ts';

type UseCases = AliasUseCases & MailDomainUseCases;

const aliasSchema = z
  .object({ id: z.uuid(), local_part: z.string(), destination: z.string(), domain: mailDomainSchema })
  .meta({ id: 'Alias' });

const createBody = z
  .object({
    local_part: charField({ max: ALIAS_LOCAL_PART_MAX_LENGTH, description: 'What stands before the @' }),
    destination: charField({
      max: EMAIL_MAX_LENGTH,
      check: (text) => (isDestination(text) ? undefined : { key: 'invalid_email' }),
      description: 'An address; also one at localhost or devnull',
    }),
  })
  .meta({ id: 'AliasCreation' });

const present = ({ id, localPart, destination }: MailAlias, domain: MailDomainView) => ({
  id,
  local_part: localPart,
  destination,
  domain: presentMailDomain(domain),
});

const ORDER_FIELDS = ['local_part'] as const;
const BY_LOCAL_PART = [{ field: 'local_part', descending: false }] as const;

/** `mail-domains/⟨slug⟩/aliases/…` of contract/rest-api.md 3.13. */
export const makeAliasResource = (useCases: UseCases): readonly RestPath[] => {
  const guard = mailDomainGuard(useCases.getMailDomain);
  const changingGuard = mailDomainGuard(useCases.getMailDomain, { isList: false });
  const aliasId = ({ params }: Pick<RestCall, 'params'>) => idParameter<MailAliasId>(params['id']);

  /** Viewers may remove an alias that points to them. */
  const ownGuard = async (call: RestCall): Promise<void> => {
    if (call.request.method !== 'DELETE') await changingGuard(call);
    else await useCases.checkAliasRemoval(call.actor, slugOf(call), aliasId(call));
  };

  const removeAll = async (call: RestCall): Promise<RestAnswer> => {
    const localPart = queryText(call.request, 'local_part');
    if (call.request.query['local_part'] === undefined) {
      throw new HttpError(400, (translate) => ({ local_part: [translate('required')] }));
    }
    await useCases.removeAliases(call.actor, slugOf(call), localPart ?? '');
    return { status: 204 };
  };
  const removal = {
    summary: 'Removes all aliases of a local part',
    query: { local_part: 'of the aliases to remove' },
    success: { status: 204 },
    handle: removeAll,
  } as const;

  return [
    {
      path: '/mail-domains/:slug/aliases/',
      tag: 'aliases',
      guard,
      operations: {
        GET: operation({
          operationId: 'aliases_list',
          summary: 'The aliases of a domain',
          query: { ordering: 'local_part, with - for descending', page: 'from 1, or last' },
          success: { status: 200, schema: pageSchema(aliasSchema) },
          handle: async (call) => {
            const { actor, request } = call;
            const load = async (page: Parameters<ListAliases>[3]) => {
              const { total, items, mailDomain } = await useCases.listAliases(actor, slugOf(call), {}, page);
              return { total, items: items.map((alias) => present(alias, mailDomain)) };
            };
            const order = readOrder(request.query, ORDER_FIELDS, BY_LOCAL_PART);
            return { status: 200, body: await paginate(request, order, load, (item) => item) };
          },
        }),
        POST: operation({
          operationId: 'aliases_create',
          summary: 'Sends mail to an address of the domain on to another address',
          body: createBody,
          success: { status: 201, schema: aliasSchema },
          handle: async (call) => {
            const { local_part: localPart, destination } = call.body;
            const input = { slug: slugOf(call), localPart, destination };
            const alias = await useCases.createAlias(call.actor, input);
            return {
              status: 201,
              body: present(alias, await useCases.getMailDomain(call.actor, slugOf(call))),
            };
          },
        }),
        DELETE: operation({ operationId: 'aliases_destroy_all', ...removal }),
      },
    },
    {
      path: '/mail-domains/:slug/aliases/delete/',
      tag: 'aliases',
      guard: changingGuard,
      operations: { DELETE: operation({ operationId: 'aliases_delete', ...removal }) },
    },
    {
      path: '/mail-domains/:slug/aliases/:id/',
      tag: 'aliases',
      guard: ownGuard,
      operations: {
        DELETE: operation({
          operationId: 'aliases_destroy',
          summary: 'Removes an alias; 200 with a text when the mail service did not know it',
          success: { status: 204 },
          handle: async (call) => {
            const { wasAbsent } = await useCases.removeAlias(call.actor, slugOf(call), aliasId(call));
            return wasAbsent
              ? { status: 200, body: call.context.translate('alias_out_of_sync') }
              : { status: 204 };
          },
        }),
      },
    },
  ];
};
