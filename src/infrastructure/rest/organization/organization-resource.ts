import { z } from 'zod';
import type { GetOrganization } from '../../../application/organization/get-organization.ts';
import { ORGANIZATION_NAME_MAX_LENGTH } from '../../../domain/organization/organization.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import type { OrganizationUseCases } from '../../container/organizations.ts';
import { idParameter } from '../serving/id-parameter.ts';
import { operation, type RestCall, type RestPath } from '../serving/route.ts';
import { charField } from '../wire/char-field.ts';

const organizationSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    registration_id_list: z.array(z.string()),
    domain_list: z.array(z.string()),
    abilities: z.object({ get: z.boolean(), patch: z.boolean(), put: z.boolean(), delete: z.boolean() }),
  })
  .meta({ id: 'Organization' });

const renameBody = z
  .object({ name: charField({ max: ORGANIZATION_NAME_MAX_LENGTH }) })
  .meta({ id: 'OrganizationUpdate' });
const optionalRenameBody = z
  .object({ name: charField({ max: ORGANIZATION_NAME_MAX_LENGTH, optional: true }) })
  .meta({ id: 'OrganizationPartialUpdate' });

const idOf = ({ params }: RestCall) => idParameter<OrganizationId>(params['id']);

const present = ({ organization, abilities }: Awaited<ReturnType<GetOrganization>>) => ({
  status: 200,
  body: {
    id: organization.id,
    name: organization.name,
    registration_id_list: organization.registrationIds,
    domain_list: organization.domains,
    abilities,
  },
});

/** `organizations/…` of contract/rest-api.md 3.3. */
export const makeOrganizationResource = ({
  getOrganization,
  checkOrganizationUpdate,
  renameOrganization,
}: OrganizationUseCases): readonly RestPath[] => {
  const check = (call: RestCall) => checkOrganizationUpdate(call.actor, idOf(call));
  const success = { status: 200, schema: organizationSchema };
  return [
    {
      path: '/organizations/:id/',
      tag: 'organizations',
      throttled: true,
      operations: {
        GET: operation({
          operationId: 'organizations_retrieve',
          summary: 'The organization of the signed-in person',
          success,
          handle: async (call) => present(await getOrganization(call.actor, idOf(call))),
        }),
        PUT: operation({
          operationId: 'organizations_update',
          summary: 'Renames the organization; for its administrators',
          check,
          body: renameBody,
          success,
          handle: async (call) => present(await renameOrganization(call.actor, idOf(call), call.body.name)),
        }),
        PATCH: operation({
          operationId: 'organizations_partial_update',
          summary: 'The same; without a name nothing changes',
          check,
          body: optionalRenameBody,
          success,
          handle: async (call) => {
            const { name } = call.body;
            const id = idOf(call);
            return present(
              name === undefined
                ? await getOrganization(call.actor, id)
                : await renameOrganization(call.actor, id, name),
            );
          },
        }),
      },
    },
  ];
};
