import { z } from 'zod';
import type { GetOrganization } from '../../../application/organization/get-organization.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import { idParameter } from '../id-parameter.ts';
import { operation, type RestPath } from '../route.ts';

const organizationSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    registration_id_list: z.array(z.string()),
    domain_list: z.array(z.string()),
    abilities: z.object({ get: z.boolean(), patch: z.boolean(), put: z.boolean(), delete: z.boolean() }),
  })
  .meta({ id: 'Organization' });

/** `organizations/…` of contract/rest-api.md 3.3. */
export const makeOrganizationResource = ({
  getOrganization,
}: {
  getOrganization: GetOrganization;
}): readonly RestPath[] => [
  {
    path: '/organizations/:id/',
    tag: 'organizations',
    operations: {
      GET: operation({
        operationId: 'organizations_retrieve',
        summary: 'The organization of the signed-in person',
        success: { status: 200, schema: organizationSchema },
        handle: async ({ actor, params }) => {
          const { organization, abilities } = await getOrganization(
            actor,
            idParameter<OrganizationId>(params['id']),
          );
          return {
            status: 200,
            body: {
              id: organization.id,
              name: organization.name,
              registration_id_list: organization.registrationIds,
              domain_list: organization.domains,
              abilities,
            },
          };
        },
      }),
    },
  },
];
