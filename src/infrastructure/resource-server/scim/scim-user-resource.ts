import type { DirectoryUser } from '../../../application/access/resource-server/directory-queries.ts';
import {
  SERVICE_FILTERS,
  type ServiceScope,
} from '../../../application/access/resource-server/service-scope.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { AccessUseCases } from '../../container/access.ts';
import { idParameter } from '../../rest/serving/id-parameter.ts';
import { wireTime } from '../../rest/wire/wire-time.ts';
import { type ServicePath, serviceOperation } from '../serving/service-path.ts';
import {
  type ListQuery,
  listByBody,
  listByQuery,
  listResponse,
  readListRequest,
} from './read-list-request.ts';
import { namesTag, representUser, userAttributes, userLocation } from './represent.ts';
import { LIST_QUERY, listSchema, SELECTION_QUERY, searchSchema, userSchema } from './scim-documents.ts';
import { SCIM_RESOURCES } from './scim-schemas.ts';
import { namedByQuery, readSelection } from './select-attributes.ts';

const filter = SERVICE_FILTERS.sharedPeople;
const FIELDS = {
  kinds: SCIM_RESOURCES.User.kinds,
  resource: 'User',
  sets: ['groups'],
} as const;

/** What a list of people is asked for, and how they go out. @throws ScimRefusal */
export function readUserList(query: ListQuery, base: string) {
  const selection = readSelection(query, 'User');
  return {
    request: readListRequest(query, FIELDS),
    represent: (view: DirectoryUser) => selection.apply(representUser(view, base).resource),
  };
}

/**
 * The calling person in the contract's form (contract/rest-api.md 3.17), with the address of the resource that `Me` is an
 * alias of (RFC 7644, section 3.11; deviation D109).
 */
const presentMe = (view: DirectoryUser, base: string) => ({
  ...userAttributes(view),
  displayName: view.user.name,
  meta: {
    resourceType: 'User',
    created: scimTime(view.user.createdAt),
    lastModified: scimTime(view.user.updatedAt),
    location: userLocation(view.user.id, base),
  },
});

/** Microseconds, and `+00:00` in place of `Z` (contract/rest-api.md 1.10). */
const scimTime = (instant: Date): string => wireTime(instant).replace(/Z$/, '+00:00');

/** `scim/Me/` and `scim/Users/…`. `base` is the address of the SCIM server. */
export const makeScimUserResource = (
  { listDirectoryUsers, getDirectoryUser }: AccessUseCases,
  base: string,
): readonly ServicePath[] => {
  const list = async (scope: ServiceScope<'shared_people'>, query: ListQuery) => {
    const { request, represent } = readUserList(query, base);
    const { total, items } = await listDirectoryUsers(scope, request);
    return { status: 200, body: listResponse(total, request.startIndex, items.map(represent)) };
  };

  return [
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
            const selection = readSelection(namedByQuery(request), 'User');
            const me = presentMe(await getDirectoryUser(scope), base);
            return { status: 200, headers: { Location: me.meta.location }, body: selection.apply(me) };
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
          handle: ({ request, scope }) => list(scope, listByQuery(request)),
        }),
      },
    },
    {
      path: '/scim/Users/.search/',
      tag: 'scim',
      dialect: 'scim',
      operations: {
        POST: serviceOperation({
          operationId: 'scim_users_search',
          summary: 'The same list, asked for by a body: addresses of people stay out of addresses and logs',
          body: searchSchema,
          success: { status: 200, schema: listSchema(userSchema) },
          filter,
          handle: ({ scope, body }) => list(scope, listByBody(body)),
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
            const selection = readSelection(namedByQuery(request), 'User');
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
};
