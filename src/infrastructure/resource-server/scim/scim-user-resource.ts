import type { DirectoryUser } from '../../../application/access/resource-server/directory-queries.ts';
import { SERVICE_FILTERS } from '../../../application/access/resource-server/service-scope.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { AccessUseCases } from '../../container/access.ts';
import { idParameter } from '../../rest/serving/id-parameter.ts';
import { wireTime } from '../../rest/wire/wire-time.ts';
import { type ServicePath, serviceOperation } from '../serving/service-path.ts';
import { listResponse, readListRequest } from './read-list-request.ts';
import { namesTag, representUser, userAttributes } from './represent.ts';
import { LIST_QUERY, listSchema, SELECTION_QUERY, userSchema } from './scim-documents.ts';
import { SCIM_RESOURCES } from './scim-schemas.ts';
import { readSelection } from './select-attributes.ts';

const filter = SERVICE_FILTERS.sharedPeople;
const FIELDS = {
  kinds: SCIM_RESOURCES.User.kinds,
  schema: SCIM_RESOURCES.User.definition.id,
  sets: ['groups'],
};

/** The calling person in the contract's form (contract/rest-api.md 3.17). */
const presentMe = (view: DirectoryUser, base: string) => ({
  ...userAttributes(view),
  displayName: view.user.name,
  meta: {
    resourceType: 'User',
    created: scimTime(view.user.createdAt),
    lastModified: scimTime(view.user.updatedAt),
    location: `${base}/Me/`,
  },
});

/** Microseconds, and `+00:00` in place of `Z` (contract/rest-api.md 1.10). */
const scimTime = (instant: Date): string => wireTime(instant).replace(/Z$/, '+00:00');

/** `scim/Me/` and `scim/Users/…`. `base` is the address of the SCIM server. */
export const makeScimUserResource = (
  { listDirectoryUsers, getDirectoryUser }: AccessUseCases,
  base: string,
): readonly ServicePath[] => [
  {
    path: '/scim/Me/',
    tag: 'scim',
    dialect: 'scim',
    operations: {
      GET: serviceOperation({
        operationId: 'scim_me_retrieve',
        summary: 'The person on whose behalf the service calls, with those of their teams that it may see',
        query: SELECTION_QUERY,
        success: { status: 200, schema: userSchema },
        filter,
        handle: async ({ request, scope }) => {
          const selection = readSelection(request, 'User');
          return { status: 200, body: selection.apply(presentMe(await getDirectoryUser(scope), base)) };
        },
      }),
    },
  },
  {
    path: '/scim/Users/',
    tag: 'scim',
    dialect: 'scim',
    operations: {
      GET: serviceOperation({
        operationId: 'scim_users_list',
        summary: 'The person, and who shares with them a team that the service may see',
        query: LIST_QUERY,
        success: { status: 200, schema: listSchema(userSchema) },
        filter,
        handle: async ({ request, scope }) => {
          const selection = readSelection(request, 'User');
          const wanted = readListRequest(request, FIELDS);
          const { total, items } = await listDirectoryUsers(scope, wanted);
          const resources = items.map((view) => selection.apply(representUser(view, base).resource));
          return { status: 200, body: listResponse(total, wanted.startIndex, resources) };
        },
      }),
    },
  },
  {
    path: '/scim/Users/:id/',
    tag: 'scim',
    dialect: 'scim',
    operations: {
      GET: serviceOperation({
        operationId: 'scim_users_retrieve',
        summary: 'One of those people',
        query: SELECTION_QUERY,
        success: { status: 200, schema: userSchema },
        filter,
        handle: async ({ request, params, scope }) => {
          const selection = readSelection(request, 'User');
          const view = await getDirectoryUser(scope, idParameter<UserId>(params['id']));
          const { resource, etag } = representUser(view, base);
          const headers = { ETag: etag };
          if (namesTag(request.headers['if-none-match'], etag)) return { status: 304, headers };
          return { status: 200, headers, body: selection.apply(resource) };
        },
      }),
    },
  },
];
