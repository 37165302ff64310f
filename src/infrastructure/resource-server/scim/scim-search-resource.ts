import { SERVICE_FILTERS } from '../../../application/access/resource-server/service-scope.ts';
import type { AccessUseCases } from '../../container/access.ts';
import { type ServicePath, serviceOperation } from '../serving/service-path.ts';
import { listByBody, listResponse } from './read-list-request.ts';
import { groupSchema, listSchema, searchSchema, userSchema } from './scim-documents.ts';
import { readGroupList } from './scim-group-resource.ts';
import { readUserList } from './scim-user-resource.ts';

/** `scim/.search`: people and groups in one list (RFC 7644, section 3.4.3). `base` is the address of the SCIM server. */
export const makeScimSearchResource = (
  { searchDirectory }: AccessUseCases,
  base: string,
): readonly ServicePath[] => [
  {
    path: '/scim/.search/',
    tag: 'scim',
    dialect: 'scim',
    operations: {
      POST: serviceOperation({
        operationId: 'scim_search',
        summary: 'People and groups, those first, as their own lists tell them',
        body: searchSchema,
        success: { status: 200, schema: listSchema(userSchema.or(groupSchema)) },
        filter: SERVICE_FILTERS.directory,
        handle: async ({ scope, body }) => {
          const query = listByBody(body);
          const [people, teams] = [readUserList(query, base), readGroupList(query, base)];
          const requests = { users: people.request, groups: teams.request };
          const { total, users, groups } = await searchDirectory(scope, requests);
          const resources = [...users.map(people.represent), ...groups.map(teams.represent)];
          return { status: 200, body: listResponse(total, people.request.startIndex, resources) };
        },
      }),
    },
  },
];
