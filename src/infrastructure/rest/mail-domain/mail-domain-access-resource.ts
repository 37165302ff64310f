import { z } from 'zod';
import type { MailDomainAccessFor } from '../../../application/mail-domain/read-mail-domain-accesses.ts';
import { MAIL_DOMAIN_ROLES, type MailDomainRole } from '../../../domain/mail-domain/mail-domain-access.ts';
import type { MailDomainAccessId, UserId } from '../../../domain/shared/ids.ts';
import type { MailDomainUseCases } from '../../container/mail-domains.ts';
import { presentParts } from '../../http/present-parts.ts';
import { presentUser, userSchema } from '../people/present-user.ts';
import { idParameter } from '../serving/id-parameter.ts';
import { paginate, readOrder } from '../serving/pagination.ts';
import { operation, type RestCall, type RestPath } from '../serving/route.ts';
import { searchParameter } from '../serving/search-parameter.ts';
import { optionalChoiceField } from '../wire/choice-field.ts';
import { userIdBody } from '../wire/id-field.ts';
import { pageSchema } from '../wire/page-schema.ts';
import { mailDomainGuard, slugOf } from './mail-domain-guard.ts';

const roleSchema = z.enum(MAIL_DOMAIN_ROLES);
const accessSchema = z
  .object({
    id: z.uuid(),
    user: z.object({ id: z.uuid(), email: z.string().nullable(), name: z.string().nullable() }),
    role: roleSchema,
    can_set_role_to: z.array(roleSchema),
  })
  .meta({ id: 'MailDomainAccess' });

const role = optionalChoiceField(MAIL_DOMAIN_ROLES);
const createBody = userIdBody<UserId, MailDomainRole | undefined>({ role }, 'Whom it is for').meta({
  id: 'MailDomainAccessCreation',
});
const changeBody = z.object({ role }).meta({ id: 'MailDomainAccessChange' });

const present = ({ id, user, role: held, abilities }: MailDomainAccessFor) => ({
  id,
  user: { id: user.id, email: user.email, name: user.name },
  role: held,
  can_set_role_to: abilities.setRoleTo,
});

const ORDER_FIELDS = ['role', 'user__email', 'user__name'] as const;
const NEWEST_FIRST = [{ field: 'created_at', descending: true }] as const;

/** `mail-domains/⟨slug⟩/accesses/…` of contract/rest-api.md 3.10. */
export const makeMailDomainAccessResource = (useCases: MailDomainUseCases): readonly RestPath[] => {
  const guard = mailDomainGuard(useCases.getMailDomain);
  const accessId = ({ params }: Pick<RestCall, 'params'>) => idParameter<MailDomainAccessId>(params['id']);
  const get = (call: RestCall) => useCases.getMailDomainAccess(call.actor, slugOf(call), accessId(call));
  const exists = async (call: RestCall) => void (await get(call));

  const change = async (call: RestCall<z.output<typeof changeBody>>) => {
    const input = { slug: slugOf(call), id: accessId(call), role: call.body.role };
    return { status: 200, body: present(await useCases.setMailDomainRole(call.actor, input)) };
  };
  const changing = { body: changeBody, success: { status: 200, schema: accessSchema }, check: exists };

  return [
    {
      path: '/mail-domains/:slug/accesses/',
      tag: 'mail-domain-accesses',
      guard,
      operations: {
        GET: operation({
          operationId: 'mail_domain_accesses_list',
          summary: 'Who has an access to a domain',
          query: { ordering: `${ORDER_FIELDS.join(', ')}, with - for descending`, page: 'from 1, or last' },
          success: { status: 200, schema: pageSchema(accessSchema) },
          handle: async (call) => ({
            status: 200,
            body: await paginate(
              call.request,
              readOrder(call.request.query, ORDER_FIELDS, NEWEST_FIRST),
              (page) => useCases.listMailDomainAccesses(call.actor, slugOf(call), {}, page),
              present,
            ),
          }),
        }),
        POST: operation({
          operationId: 'mail_domain_accesses_create',
          summary: 'Gives a person an access to a domain',
          body: createBody,
          success: { status: 201, schema: accessSchema },
          handle: async (call) => {
            const { user: userId, role: granted = 'viewer' } = call.body;
            const input = { slug: slugOf(call), userId, role: granted };
            return { status: 201, body: present(await useCases.grantMailDomainAccess(call.actor, input)) };
          },
        }),
      },
    },
    {
      path: '/mail-domains/:slug/accesses/users/',
      tag: 'mail-domain-accesses',
      guard,
      operations: {
        GET: operation({
          operationId: 'mail_domain_accesses_users',
          summary: 'People of the same organization who have no access to the domain',
          query: { q: 'part of a name or an e-mail' },
          success: { status: 200, schema: z.array(userSchema) },
          inBulk: true,
          handle: async (call) => {
            const search = searchParameter(call.request.query);
            const found = useCases.walkAvailableUsers(call.actor, slugOf(call), search);
            return { status: 200, parts: presentParts(found, presentUser) };
          },
        }),
      },
    },
    {
      path: '/mail-domains/:slug/accesses/:id/',
      tag: 'mail-domain-accesses',
      guard: mailDomainGuard(useCases.getMailDomain, { isList: false }),
      operations: {
        GET: operation({
          operationId: 'mail_domain_accesses_retrieve',
          summary: 'One access',
          success: { status: 200, schema: accessSchema },
          handle: async (call) => ({ status: 200, body: present(await get(call)) }),
        }),
        PUT: operation({
          operationId: 'mail_domain_accesses_update',
          summary: 'Gives another role',
          ...changing,
          handle: change,
        }),
        PATCH: operation({
          operationId: 'mail_domain_accesses_partial_update',
          summary: 'Gives another role',
          ...changing,
          handle: change,
        }),
        DELETE: operation({
          operationId: 'mail_domain_accesses_destroy',
          summary: 'Takes an access away',
          success: { status: 204 },
          handle: async (call) => {
            await useCases.revokeMailDomainAccess(call.actor, slugOf(call), accessId(call));
            return { status: 204 };
          },
        }),
      },
    },
  ];
};
